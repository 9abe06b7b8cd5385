package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
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
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  @Override
  public FailpointAction create(ActionArguments arguments) {
    arguments.allowNamed("timeout");
    String given = arguments.named().get("timeout");
    Duration timeout = given == null ? DEFAULT_TIMEOUT : DurationRange.parseDuration(given);
    return invocation -> {
      invocation.awaitRelease(timeout);
      return invocation.proceed();
    };
  }
}
