package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/** {@code spin(t)}: waits and keeps a processor busy, then lets the call continue. */
@ProviderInfo(
    name = "spin",
    description = "waits and keeps a processor busy, then continues",
    usage = "spin(500), spin(1.5s), spin(50ms..200ms)")
@AutoService(FailpointActionProvider.class)
public final class SpinActionProvider implements FailpointActionProvider {
  private static final Parameter<DurationRange> DURATION =
      Parameter.durationRange("t").inParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    DurationRange duration = arguments.read(DURATION).get(DURATION);
    return invocation -> {
      invocation.spin(duration.draw(invocation.random()));
      return invocation.proceed();
    };
  }
}
