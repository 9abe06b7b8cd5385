package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code prepend(text)}: lets the call continue and prints a text before the reply. A reply that is
 * an error stays as it is.
 */
@ProviderInfo(
    name = "prepend",
    description = "continues and prints a text before the reply",
    usage = "prepend(text), prepend{text='...'}")
@AutoService(FailpointActionProvider.class)
public final class PrependActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    AddedText added = new AddedText(arguments);
    return invocation -> added.before(invocation.proceed());
  }
}
