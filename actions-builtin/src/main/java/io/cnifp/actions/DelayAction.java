package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code delay(t)}: waits without using a processor, then the call goes on. */
@AutoService(FailpointActionProvider.class)
public final class DelayAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "delay";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("waits, then the call goes on");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("delay(500), delay(1.5s), delay(50ms..200ms)");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    Wait wait = Wait.parse(arguments.requireRaw("a duration"));
    return invocation -> {
      invocation.sleep(wait.next());
      return invocation.proceed();
    };
  }
}
