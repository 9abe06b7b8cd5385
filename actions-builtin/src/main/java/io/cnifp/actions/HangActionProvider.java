package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code hang}: never returns and ignores SIGTERM; only SIGKILL ends the process. */
@ProviderInfo(
    name = "hang",
    description = "never returns and ignores SIGTERM; only SIGKILL ends it",
    usage = "hang",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class HangActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    arguments.read();
    return invocation -> new CniResponse.Hang();
  }
}
