package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Optional;

/**
 * {@code return}: succeeds without going on. With a text, exactly that is on standard output. Else
 * on ADD the result is {@code prevResult} if the configuration has one, or one with only {@code
 * cniVersion}; on other commands there is nothing on standard output.
 */
@AutoService(FailpointActionProvider.class)
public final class ReturnAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "return";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("succeeds without going on, with a result of its own or a text");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("return, return(text), return{stdout='...'}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    Optional<String> text = arguments.text("stdout");
    return invocation -> CniResponse.success(text.orElseGet(() -> result(invocation.request())));
  }

  private static String result(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return "";
    }
    return request
        .prevResult()
        .orElseGet(() -> "{\"cniVersion\":" + JsonText.quote(request.cniVersion()) + "}");
  }
}
