package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentValues;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
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
  private static final Parameter<Long> STATUS =
      Parameter.wholeNumber("status", 0, 255).orInParentheses();
  private static final Parameter<String> OUTPUT = Parameter.text("stdout").orElse("");

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    ArgumentValues values = arguments.read(STATUS, OUTPUT);
    int status = values.get(STATUS).intValue();
    String output = values.get(OUTPUT);
    return invocation -> new CniResponse.Exit(status, "", output);
  }
}
