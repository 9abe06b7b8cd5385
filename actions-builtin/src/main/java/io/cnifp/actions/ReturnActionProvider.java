package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/**
 * {@code return}: succeeds without letting the call continue. With a text, standard output is
 * exactly that text. Without one, the result of ADD is {@code prevResult} if the configuration has
 * one, else one with only {@code cniVersion}; other commands print nothing.
 */
@ProviderInfo(
    name = "return",
    description = "succeeds without continuing, with a result of its own or a text",
    usage = "return, return(text), return{stdout='...'}",
    traits = ProviderInfo.Trait.ENDS_CALL)
@AutoService(FailpointActionProvider.class)
public final class ReturnActionProvider implements FailpointActionProvider {
  private static final Parameter<String> TEXT =
      Parameter.text("stdout").optional().orInParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    Optional<String> text = arguments.read(TEXT).find(TEXT);
    return invocation -> CniResponse.success(text.orElseGet(() -> result(invocation.request())));
  }

  private static String result(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return "";
    }
    return request
        .prevResult()
        .map(JsonValue::source)
        .orElseGet(() -> JsonObject.of().with("cniVersion", request.cniVersion()).toString());
  }
}
