package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/**
 * {@code patch(json)}: lets the call continue and changes its result by a JSON merge patch (RFC
 * 7396). A reply that is an error or no JSON object stays as it is.
 */
@ProviderInfo(
    name = "patch",
    description = "continues and changes the result by a JSON merge patch (RFC 7396)",
    usage = "patch(json), patch{json='...'}")
@AutoService(FailpointActionProvider.class)
public final class PatchActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String text =
        arguments
            .text("json")
            .orElseThrow(() -> new IllegalArgumentException("needs a JSON object"));
    JsonObject patch;
    try {
      patch = JsonValue.parse(text).asObject();
    } catch (JsonException e) {
      throw new IllegalArgumentException("needs a JSON object: " + e.getMessage(), e);
    }
    return invocation -> patched(invocation.proceed(), patch);
  }

  private static CniResponse patched(CniResponse reply, JsonObject patch) {
    if (!(reply instanceof CniResponse.Success success)) {
      return reply;
    }
    Optional<JsonObject> result = success.result();
    return result.isPresent() ? CniResponse.success(result.get().merge(patch)) : reply;
  }
}
