package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/** {@code delay(t)}: waits without using a processor, then lets the call continue. */
@ProviderInfo(
    name = "delay",
    description = "waits, then continues",
    usage = "delay(500), delay(1.5s), delay(50ms..200ms)")
@AutoService(FailpointActionProvider.class)
public final class DelayActionProvider implements FailpointActionProvider {
  private static final Parameter<DurationRange> DURATION =
      Parameter.durationRange("t").inParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    DurationRange duration = arguments.read(DURATION).get(DURATION);
    return invocation -> {
      invocation.sleep(duration.draw(invocation.random()));
      return invocation.proceed();
    };
  }
}
