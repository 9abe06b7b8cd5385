package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code off}: lets the call continue and does nothing else. */
@ProviderInfo(name = "off", description = "continues and does nothing else", usage = "off")
@AutoService(FailpointActionProvider.class)
public final class OffActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    arguments.read();
    return FailpointAction.Invocation::proceed;
  }
}
