package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code exit(n)}: exits with status n and nothing on standard output, without letting the call
 * continue.
 */
@ProviderInfo(
    name = "exit",
    description = "exits with a status and nothing on standard output",
    usage = "exit(n), n from 0 to 255",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class ExitActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String status = arguments.requireRaw("an exit status");
    int exit = (int) ActionArguments.wholeNumber(status, "the exit status", 0, 255);
    return invocation -> new CniResponse.Exit(exit, "");
  }
}
