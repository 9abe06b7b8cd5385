package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentValues;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/**
 * {@code error}: fails the call with a CNI error, code 999 as in the reference unless another is
 * given, without letting it continue.
 */
@ProviderInfo(
    name = "error",
    description =
        "fails the call with a CNI error; codes are 11 (try again later), for STATUS 50 (plugin not"
            + " available) and 51 (limited connectivity), or others; without one it is 999",
    usage = "error, error(msg), error{code=11, msg='...', details='...'}",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class ErrorActionProvider implements FailpointActionProvider {
  private static final Parameter<Long> CODE =
      Parameter.wholeNumber("code", 1, Integer.MAX_VALUE).orElse((long) CniError.INTERNAL);
  private static final Parameter<String> MESSAGE =
      Parameter.text("msg").optional().orInParentheses();
  private static final Parameter<String> DETAILS = Parameter.text("details").orElse("");

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    ArgumentValues values = arguments.read(CODE, MESSAGE, DETAILS);
    long code = values.get(CODE);
    Optional<String> message = values.find(MESSAGE);
    String details = values.get(DETAILS);
    return invocation ->
        new CniResponse.Failure(
            new CniError(code, message.orElse("failpoint " + invocation.point()), details));
  }
}
