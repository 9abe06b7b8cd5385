package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code off}: nothing happens, the call goes on. */
@AutoService(FailpointActionProvider.class)
public final class OffAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "off";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("does nothing: the call goes on");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("off");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    arguments.requireNone();
    return FailpointAction.Invocation::proceed;
  }
}
