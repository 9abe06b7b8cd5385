package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code append(text)}: lets the call continue and prints a text after the reply. A reply that is
 * an error stays as it is.
 */
@ProviderInfo(
    name = "append",
    description = "continues and prints a text after the reply",
    usage = "append(text), append{text='...'}")
@AutoService(FailpointActionProvider.class)
public final class AppendActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    AddedText added = new AddedText(arguments);
    return invocation -> added.after(invocation.proceed());
  }
}
