package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.Optional;

/** {@code bridge}: runs the CNI executable of that name. */
@AutoService(DelegateProvider.class)
public final class BridgeDelegate implements DelegateProvider {

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("runs the CNI executable bridge");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return new CniExecutable(context);
  }
}
