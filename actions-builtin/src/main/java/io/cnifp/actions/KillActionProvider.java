package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code kill(SIGNAL)}: dies by a signal, which the parent sees instead of an exit status, without
 * letting the call continue.
 */
@ProviderInfo(
    name = "kill",
    description = "dies by a signal",
    usage = "kill(SIGNAL), one of HUP INT QUIT ABRT KILL SEGV TERM",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class KillActionProvider implements FailpointActionProvider {
  private static final Parameter<String> SIGNAL = SignalName.parameter("signal").inParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    String signal = arguments.read(SIGNAL).get(SIGNAL);
    return invocation -> new CniResponse.Signal(signal);
  }
}
