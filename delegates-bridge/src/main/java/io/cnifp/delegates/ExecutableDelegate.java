package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.Optional;

/**
 * {@code executable}: the engine's choice for every name without a provider of its own; runs the
 * CNI executable that {@link DelegateContext#type} names.
 */
@AutoService(DelegateProvider.class)
public final class ExecutableDelegate implements DelegateProvider {

  @Override
  public String name() {
    return "executable";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("runs the CNI executable of any other name");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return new CniExecutable(context);
  }
}
