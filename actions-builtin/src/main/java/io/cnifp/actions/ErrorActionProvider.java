package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Map;

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

  @Override
  public FailpointAction create(ActionArguments arguments) {
    if (arguments.raw().isPresent()) {
      CniError error = new CniError(CniError.INTERNAL, arguments.raw().get());
      return invocation -> new CniResponse.Failure(error);
    }
    arguments.allowNamed("code", "msg", "details");
    Map<String, String> named = arguments.named();
    String given = named.get("code");
    long code =
        given == null
            ? CniError.INTERNAL
            : ActionArguments.wholeNumber(given, "code", 1, Integer.MAX_VALUE);
    String message = named.get("msg");
    String details = named.getOrDefault("details", "");
    return invocation ->
        new CniResponse.Failure(
            new CniError(
                code, message == null ? "failpoint " + invocation.point() : message, details));
  }
}
