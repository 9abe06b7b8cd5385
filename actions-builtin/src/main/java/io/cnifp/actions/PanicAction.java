package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/**
 * {@code panic}: a crash as a Go plugin's. Nothing on standard output, {@code panic: msg} as the
 * first line on standard error, exit status 2.
 */
@AutoService(FailpointActionProvider.class)
public final class PanicAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "panic";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("crashes as a Go program does: exit status 2, nothing on standard output");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("panic, panic(msg), panic{msg='...'}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    Optional<String> message = arguments.text("msg");
    return invocation ->
        new CniResponse.Exit(2, "panic: " + message.orElse("failpoint " + invocation.point()));
  }
}
