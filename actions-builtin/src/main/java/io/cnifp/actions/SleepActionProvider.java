package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/** {@code sleep(t)}: another word for {@code delay(t)}. */
@ProviderInfo(
    name = "sleep",
    description = "waits, then continues (the same as delay)",
    usage = "sleep(500), sleep(1.5s), sleep(50ms..200ms)")
@AutoService(FailpointActionProvider.class)
public final class SleepActionProvider implements FailpointActionProvider {
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
