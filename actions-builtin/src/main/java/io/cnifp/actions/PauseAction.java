package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code pause}: announces itself under the state directory and waits until someone releases it
 * there or the timeout is over (5 minutes if none is given), then the call goes on.
 */
@AutoService(FailpointActionProvider.class)
public final class PauseAction implements FailpointActionProvider {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("waits until it is released or the timeout is over, then the call goes on");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("pause, pause{timeout=5m}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    arguments.allowNamed("timeout");
    String given = arguments.named().get("timeout");
    Duration timeout = given == null ? DEFAULT_TIMEOUT : Wait.parseDuration(given);
    return invocation -> {
      invocation.awaitRelease(timeout);
      return invocation.proceed();
    };
  }
}
