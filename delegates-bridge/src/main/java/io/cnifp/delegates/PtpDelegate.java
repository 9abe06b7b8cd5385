package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.Optional;

/** {@code ptp}: runs the CNI executable of that name. */
@AutoService(DelegateProvider.class)
public final class PtpDelegate implements DelegateProvider {

  @Override
  public String name() {
    return "ptp";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("runs the CNI executable ptp");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return new CniExecutable(context);
  }
}
