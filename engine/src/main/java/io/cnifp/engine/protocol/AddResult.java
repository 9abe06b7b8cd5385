package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.json.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * What a delegate answered to ADD, read as the reference reads it (containernetworking/cni, {@code
 * pkg/types/create}): one JSON object in a known version. A result that passes is handed on byte
 * for byte; one without a version gets the configuration's.
 */
public final class AddResult {
  private AddResult() {}

  /**
   * Checks a result.
   *
   * @throws CniException with code 999 if it isn't one
   */
  public static CniResponse.Success check(CniResponse.Success reply, String cniVersion) {
    byte[] output = reply.output();
    try {
      Version version = version(new JsonScanner(output));
      if (version.known()) {
        return reply;
      }
      return CniResponse.success(withVersion(output, version, cniVersion));
    } catch (JsonSyntaxException e) {
      throw new CniException(
          CniError.INTERNAL, "failed to unmarshal raw result: " + e.getMessage());
    }
  }

  private static Version version(JsonScanner json) {
    JsonToken first = json.next();
    if (first == JsonToken.NULL) {
      json.next();
      return new Version(false, -1, true);
    }
    if (first != JsonToken.OBJECT_START) {
      throw json.error("a JSON object was expected", json.start());
    }
    int behindBrace = json.end();
    boolean known = false;
    boolean empty = true;
    while (json.next() == JsonToken.KEY) {
      boolean isVersion = json.text().equals("cniVersion");
      JsonToken value = json.next();
      if (isVersion && value == JsonToken.STRING && !json.text().isEmpty()) {
        known = requireKnown(json.text());
      }
      json.skip(value);
      empty = false;
    }
    json.next();
    return new Version(known, behindBrace, empty);
  }

  private static boolean requireKnown(String version) {
    if (!CniVersions.SUPPORTED.contains(version)) {
      throw new CniException(
          CniError.INTERNAL, "unsupported CNI result version " + JsonText.quote(version));
    }
    return true;
  }

  private static String withVersion(byte[] output, Version version, String cniVersion) {
    String member = "\n    \"cniVersion\": " + JsonText.quote(cniVersion);
    if (version.empty()) {
      return "{" + member + "\n}\n";
    }
    int at = version.behindBrace();
    return new String(output, 0, at, StandardCharsets.UTF_8)
        + member
        + ","
        + new String(output, at, output.length - at, StandardCharsets.UTF_8);
  }

  /**
   * What a result says of its version.
   *
   * @param known whether it names a supported one
   * @param behindBrace where the object's first member begins
   * @param empty whether it has no member at all
   */
  private record Version(boolean known, int behindBrace, boolean empty) {}
}
