package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/**
 * {@code kill(SIGNAL)}: dies by a signal, which the parent sees instead of an exit status, without
 * going on.
 */
@AutoService(FailpointActionProvider.class)
public final class KillAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("dies by a signal");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("kill(SIGNAL), one of HUP INT QUIT ABRT KILL SEGV TERM");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String signal = arguments.requireRaw("a signal's name");
    if (!CniResponse.Signal.NAMES.contains(signal)) {
      throw new IllegalArgumentException("takes one of HUP INT QUIT ABRT KILL SEGV TERM");
    }
    return invocation -> new CniResponse.Signal(signal);
  }
}
