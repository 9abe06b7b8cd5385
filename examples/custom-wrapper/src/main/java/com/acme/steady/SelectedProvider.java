package com.acme.steady;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentValues;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code acme.selected{percentage=10, at_most=5}}: fails the calls of a tenth of all pods, always
 * of the same, five times altogether. The failpoint file keeps how many calls it has selected.
 *
 * <p>The policy has the message: {@code "actions": {"acme.selected": {"msg": "..."}}}.
 */
@ProviderInfo(
    name = "acme.selected",
    description = "fails the calls of a percentage of all pods",
    usage = "acme.selected{percentage=PERCENTAGE, at_most=AT_MOST}",
    level = 2,
    state = true)
@AutoService(FailpointActionProvider.class)
public final class SelectedProvider implements FailpointActionProvider {
  static final Parameter<Double> PERCENTAGE = Parameter.percentage("percentage");
  static final Parameter<Long> AT_MOST = Parameter.wholeNumber("at_most", 1, 1000).orElse(1000L);

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    ArgumentValues values = arguments.read(PERCENTAGE, AT_MOST);
    double percentage = values.get(PERCENTAGE);
    long atMost = values.get(AT_MOST);
    String message =
        context.settings().get("msg").map(JsonValue::asText).orElse("this pod is selected");
    return invocation -> {
      boolean fails =
          Places.percentile(invocation.request()) < percentage
              && invocation.state().add("selected", 1) < atMost;
      return fails ? CniResponse.failure(CniError.TRY_AGAIN_LATER, message) : invocation.proceed();
    };
  }
}
