package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code spin(t)}: waits and keeps a processor busy, then lets the call continue. */
@ProviderInfo(
    name = "spin",
    description = "waits and keeps a processor busy, then continues",
    usage = "spin(500), spin(1.5s), spin(50ms..200ms)")
@AutoService(FailpointActionProvider.class)
public final class SpinActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    DurationRange duration = DurationRange.parse(arguments.requireRaw("a duration"));
    return invocation -> {
      invocation.spin(duration.draw(invocation.random()));
      return invocation.proceed();
    };
  }
}
