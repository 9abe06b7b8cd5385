package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.time.Duration;

/**
 * {@code pause}: announces the call in the state directory and waits until it is released there or
 * the timeout has elapsed (5 minutes if none is given), then lets it continue.
 */
@ProviderInfo(
    name = "pause",
    description = "waits until it is released or the timeout has elapsed, then continues",
    usage = "pause, pause{timeout=5m}")
@AutoService(FailpointActionProvider.class)
public final class PauseActionProvider implements FailpointActionProvider {
  private static final Parameter<Duration> TIMEOUT =
      Parameter.duration("timeout").orElse(Duration.ofMinutes(5));

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    Duration timeout = arguments.read(TIMEOUT).get(TIMEOUT);
    return invocation -> {
      invocation.awaitRelease(timeout);
      return invocation.proceed();
    };
  }
}
