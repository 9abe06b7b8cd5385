package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentValues;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code abort(t)}: lets the call continue, and if the delegate still runs t after its start, the
 * delegate's process and then this one die by a signal, as when a runtime's time limit has passed.
 */
@ProviderInfo(
    name = "abort",
    description = "kills a delegate that still runs after a time, and dies by the same signal",
    usage = "abort(t), abort{after=t, signal=TERM}, t as in delay")
@AutoService(FailpointActionProvider.class)
public final class AbortActionProvider implements FailpointActionProvider {
  private static final Parameter<DurationRange> AFTER =
      Parameter.durationRange("after").orInParentheses();
  private static final Parameter<String> SIGNAL = SignalName.parameter("signal").orElse("KILL");

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    if (context.point().orElse("").startsWith("after")) {
      throw new IllegalArgumentException(
          "cannot be used at " + context.point().get() + ", where no delegate runs any more");
    }
    ArgumentValues values = arguments.read(AFTER, SIGNAL);
    DurationRange after = values.get(AFTER);
    String signal = values.get(SIGNAL);
    return invocation -> {
      invocation.abortDelegate(after.draw(invocation.random()), signal);
      return invocation.proceed();
    };
  }
}
