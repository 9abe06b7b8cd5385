package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonTree;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Map;
import java.util.Optional;

/**
 * {@code patch(json)}: goes on; the result is changed by a JSON merge patch (RFC 7396). A reply
 * that is an error, or that isn't JSON, stays as it is.
 */
@AutoService(FailpointActionProvider.class)
public final class PatchAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "patch";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("goes on; the result is changed by a JSON merge patch (RFC 7396)");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("patch(json), patch{json='...'}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String text =
        arguments
            .text("json")
            .orElseThrow(() -> new IllegalArgumentException("needs a JSON object"));
    Map<String, Object> patch;
    try {
      patch = JsonTree.parseObject(text);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("needs a JSON object: " + e.getMessage(), e);
    }
    return invocation -> patched(invocation.proceed(), patch);
  }

  private static CniResponse patched(CniResponse reply, Map<String, Object> patch) {
    if (!(reply instanceof CniResponse.Success success)) {
      return reply;
    }
    try {
      Object result = JsonTree.parse(success.output());
      return CniResponse.success(JsonTree.print(JsonTree.merge(result, patch)));
    } catch (JsonSyntaxException e) {
      return reply;
    }
  }
}
