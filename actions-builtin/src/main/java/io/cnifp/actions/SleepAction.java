package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code sleep(t)}: another word for {@link DelayAction}. */
@AutoService(FailpointActionProvider.class)
public final class SleepAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("waits, then the call goes on (the same as delay)");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("sleep(500), sleep(1.5s), sleep(50ms..200ms)");
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
