package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/**
 * {@code panic}: crashes as a Go program does, with nothing on standard output, {@code panic: msg}
 * as the first line on standard error and exit status 2.
 */
@ProviderInfo(
    name = "panic",
    description = "crashes as a Go program does: exit status 2, nothing on standard output",
    usage = "panic, panic(msg), panic{msg='...'}",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class PanicActionProvider implements FailpointActionProvider {
  private static final Parameter<String> MESSAGE =
      Parameter.text("msg").optional().orInParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    Optional<String> message = arguments.read(MESSAGE).find(MESSAGE);
    return invocation ->
        new CniResponse.Exit(2, "panic: " + message.orElse("failpoint " + invocation.point()));
  }
}
