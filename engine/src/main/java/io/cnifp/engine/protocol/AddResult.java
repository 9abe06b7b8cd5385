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
 * pkg/invoke} and {@code pkg/types}): one JSON object of a supported version, whose members have
 * that version's types. A valid result is passed on byte for byte; one without a version gets the
 * configuration's.
 */
public final class AddResult {
  private static final String VERSION = "cniVersion";

  private AddResult() {}

  /**
   * Checks a result.
   *
   * @param reply the reply
   * @param cniVersion the version of the configuration that the delegate was given
   * @throws CniException with code 999 if it is no result
   */
  public static CniResponse.Success check(CniResponse.Success reply, String cniVersion) {
    JsonObject result;
    try {
      JsonValue document = reply.json();
      result = document.isNull() ? JsonObject.of() : document.asObject();
    } catch (JsonException e) {
      throw failed("failed to unmarshal raw result: " + e.getMessage());
    }
    Optional<JsonValue> member = result.get(VERSION);
    String own = member.isPresent() && member.get() instanceof JsonString text ? text.asText() : "";
    String version = own.isEmpty() ? cniVersion : own;
    if (!CniVersions.SUPPORTED.contains(version)) {
      throw failed("unsupported CNI result version " + JsonString.quote(version));
    }
    if (own.isEmpty() && member.isPresent()) {
      result = result.with(VERSION, version);
    }
    try {
      ResultTypes.check(result, version);
      requireClass(result, version, !own.isEmpty());
    } catch (JsonException e) {
      throw failed("failed to unmarshal result: " + e.getMessage());
    }
    if (!own.isEmpty()) {
      return reply;
    }
    return member.isPresent()
        ? CniResponse.success(result)
        : CniResponse.success(withVersion(reply.output(), result, version));
  }

  /**
   * Returns a result in a version; the same one if it already is.
   *
   * @param checked a result that {@link #check} has returned
   * @param version a supported version
   * @throws CniException with code 999 if it cannot be converted
   */
  public static CniResponse.Success convert(CniResponse.Success checked, String version) {
    JsonObject result = checked.json().asObject();
    String own = result.require(VERSION).asText();
    return own.equals(version)
        ? checked
        : CniResponse.success(ResultConversion.convert(result, own, version));
  }

  /**
   * Refuses a second version, whose name differs in the case of its letters, if it counts for Go's
   * decoder and has other members: the last one does, in the order of the document or, if the
   * configuration's version was put in, in that of the names.
   */
  private static void requireClass(JsonObject result, String version, boolean ordered) {
    String counting = version;
    String name = VERSION;
    for (JsonObject.Member member : result.members()) {
      if (GoFields.is(VERSION, member)
          && !member.value().isNull()
          && (ordered || member.name().compareTo(name) >= 0)) {
        counting = member.value().asText();
        name = member.name();
      }
    }
    if (!ResultClass.find(counting).equals(ResultClass.find(version))) {
      throw result.error("a version such as " + version + " was expected as " + name);
    }
  }

  private static CniException failed(String message) {
    return new CniException(CniError.INTERNAL, message);
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
