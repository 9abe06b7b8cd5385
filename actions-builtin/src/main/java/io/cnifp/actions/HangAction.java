package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/** {@code hang}: the plugin never returns and ignores SIGTERM; only SIGKILL ends it. */
@AutoService(FailpointActionProvider.class)
public final class HangAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "hang";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("never returns and ignores SIGTERM; only SIGKILL ends it");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("hang");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    arguments.requireNone();
    return invocation -> new CniResponse.Hang();
  }
}
