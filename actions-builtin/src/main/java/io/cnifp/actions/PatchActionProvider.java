package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonPatch;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code patch(json)}: lets the call continue and changes its result by a JSON merge patch (RFC
 * 7396), an object, or by the operations of a JSON patch (RFC 6902), an array. A reply that is an
 * error or no JSON object stays as it is.
 */
@ProviderInfo(
    name = "patch",
    description = "continues and changes the result by a JSON merge patch or a JSON patch",
    usage = "patch(json), patch{json='...'}")
@AutoService(FailpointActionProvider.class)
public final class PatchActionProvider implements FailpointActionProvider {
  private static final Parameter<JsonValue> JSON = Parameter.json("json").orInParentheses();
  private static final String NEEDS = "needs a JSON object or a list of operations";

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    UnaryOperator<JsonValue> patch = patch(arguments.read(JSON).get(JSON));
    return invocation -> patched(invocation.proceed(), patch);
  }

  private static UnaryOperator<JsonValue> patch(JsonValue json) {
    try {
      if (json instanceof JsonArray operations) {
        return JsonPatch.of(operations)::apply;
      }
      JsonObject changes = json.asObject();
      return result -> result.asObject().merge(changes);
    } catch (JsonException e) {
      throw new IllegalArgumentException(NEEDS + ": " + e.getMessage(), e);
    }
  }

  private static CniResponse patched(CniResponse reply, UnaryOperator<JsonValue> patch) {
    if (!(reply instanceof CniResponse.Success success)) {
      return reply;
    }
    Optional<JsonObject> result = success.result();
    if (result.isEmpty()) {
      return reply;
    }
    try {
      return CniResponse.success(patch.apply(result.get()).source());
    } catch (JsonException e) {
      throw new CniException(CniError.INTERNAL, "the patch cannot be applied: " + e.getMessage());
    }
  }
}
