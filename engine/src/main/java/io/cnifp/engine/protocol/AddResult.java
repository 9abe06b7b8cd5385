package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A delegate's reply to ADD, read as the reference reads it (containernetworking/cni, {@code
 * pkg/types/create}): one JSON object of a supported version. A valid result is passed on byte for
 * byte; one without a version gets the configuration's.
 */
public final class AddResult {
  private AddResult() {}

  /**
   * Checks a result.
   *
   * @throws CniException with code 999 if it is none
   */
  public static CniResponse.Success check(CniResponse.Success reply, String cniVersion) {
    try {
      JsonValue document = reply.json();
      JsonObject result = document.isNull() ? JsonObject.of() : document.asObject();
      Optional<String> version =
          result
              .get("cniVersion")
              .filter(value -> value instanceof JsonString)
              .map(JsonValue::asText)
              .filter(text -> !text.isEmpty());
      if (version.isEmpty()) {
        return CniResponse.success(withVersion(reply.output(), result, cniVersion));
      }
      if (!CniVersions.SUPPORTED.contains(version.get())) {
        throw new CniException(
            CniError.INTERNAL, "unsupported CNI result version " + JsonString.quote(version.get()));
      }
      return reply;
    } catch (JsonException e) {
      throw new CniException(
          CniError.INTERNAL, "failed to unmarshal raw result: " + e.getMessage());
    }
  }

  /** Inserts the version as the first member and keeps every other byte. */
  private static String withVersion(byte[] output, JsonObject result, String cniVersion) {
    String member = "\n    \"cniVersion\": " + JsonString.quote(cniVersion);
    if (result.isEmpty()) {
      return "{" + member + "\n}\n";
    }
    int at = result.start() + 1;
    return new String(output, 0, at, StandardCharsets.UTF_8)
        + member
        + ","
        + new String(output, at, output.length - at, StandardCharsets.UTF_8);
  }
}
