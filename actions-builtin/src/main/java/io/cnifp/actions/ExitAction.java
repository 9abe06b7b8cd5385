package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code exit(n)}: exit status n with nothing on standard output, without going on. */
@AutoService(FailpointActionProvider.class)
public final class ExitAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "exit";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("exits with a status and nothing on standard output");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("exit(n), n from 0 to 255");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String status = arguments.requireRaw("an exit status");
    int exit = (int) ActionArguments.wholeNumber(status, "the exit status", 0, 255);
    return invocation -> new CniResponse.Exit(exit, "");
  }
}
