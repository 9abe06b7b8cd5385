package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/** {@code print}: writes a line to standard error, then lets the call continue. */
@ProviderInfo(
    name = "print",
    description = "writes a line to standard error, then continues",
    usage = "print, print(text), print{text='...'}")
@AutoService(FailpointActionProvider.class)
public final class PrintActionProvider implements FailpointActionProvider {
  private static final Parameter<String> TEXT = Parameter.text("text").optional().orInParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    Optional<String> text = arguments.read(TEXT).find(TEXT);
    return invocation -> {
      invocation.print(text.orElse("failpoint " + invocation.point()));
      return invocation.proceed();
    };
  }
}
