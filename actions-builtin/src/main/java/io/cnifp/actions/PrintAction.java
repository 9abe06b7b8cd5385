package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code print}: writes a line to standard error, then the call goes on. */
@AutoService(FailpointActionProvider.class)
public final class PrintAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "print";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("writes a line to standard error, then the call goes on");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("print, print(text), print{text='...'}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    Optional<String> text = arguments.text("text");
    return invocation -> {
      invocation.print(text.orElse("failpoint " + invocation.point()));
      return invocation.proceed();
    };
  }
}
