package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code exit(n)}: exits with status n and nothing on standard output, or with exactly the text of
 * {@code stdout}, without letting the call continue.
 */
@ProviderInfo(
    name = "exit",
    description = "exits with a status and nothing, or a text, on standard output",
    usage = "exit(n), exit{status=n, stdout='...'}, n from 0 to 255",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class ExitActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    if (arguments.raw().isPresent()) {
      int status = status(arguments.raw().get());
      return invocation -> new CniResponse.Exit(status, "");
    }
    arguments.allowNamed("status", "stdout");
    int status = status(arguments.require("status"));
    String output = arguments.named().getOrDefault("stdout", "");
    return invocation -> new CniResponse.Exit(status, "", output);
  }

  private static int status(String text) {
    return (int) ActionArguments.wholeNumber(text, "the exit status", 0, 255);
  }
}
