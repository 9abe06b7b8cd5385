package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.json.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * Reads why a plugin failed, in the words of libcni ({@code pkg/invoke/raw_exec.go}).
 *
 * <p>Where libcni gives code 0, which SPEC.md doesn't know, this is code 999.
 */
final class FailedPlugin {
  private static final int MOST_QUOTED = 4096;

  private FailedPlugin() {}

  static CniResponse response(String type, PluginProcess.Ended ended) {
    byte[] output = ended.output();
    if (isBlank(output)) {
      String diagnostics = ended.diagnostics();
      return CniResponse.failure(
          CniError.INTERNAL,
          diagnostics.isEmpty()
              ? "netplugin failed with no error message: " + status(ended.status())
              : "netplugin failed: " + quote(diagnostics));
    }
    try {
      return new CniResponse.Failure(error(type, ended, output));
    } catch (JsonSyntaxException e) {
      return CniResponse.failure(
          CniError.INTERNAL,
          "netplugin failed but error parsing its diagnostic message "
              + quote(new String(output, StandardCharsets.UTF_8))
              + ": "
              + e.getMessage());
    }
  }

  private static CniError error(String type, PluginProcess.Ended ended, byte[] output) {
    JsonScanner json = new JsonScanner(output);
    long code = 0;
    String message = "";
    String details = "";
    JsonToken first = json.next();
    if (first != JsonToken.OBJECT_START && first != JsonToken.NULL) {
      throw json.error("a JSON object was expected", json.start());
    }
    while (first == JsonToken.OBJECT_START && json.next() == JsonToken.KEY) {
      String key = json.text();
      JsonToken value = json.next();
      if (value == JsonToken.NULL) {
        continue;
      }
      switch (key) {
        case "code" -> code = code(json, value);
        case "msg" -> message = string(json, value);
        case "details" -> details = string(json, value);
        default -> json.skip(value);
      }
    }
    json.next();
    if (message.isEmpty()) {
      message = "the delegate " + type + " failed without a message: " + status(ended.status());
    }
    return new CniError(code == 0 ? CniError.INTERNAL : code, message, details);
  }

  private static long code(JsonScanner json, JsonToken value) {
    String digits = value == JsonToken.NUMBER ? json.text() : "-";
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9' || i == 18) {
        throw json.error("a code that is a whole number was expected", json.start());
      }
    }
    return Long.parseLong(digits);
  }

  private static String string(JsonScanner json, JsonToken value) {
    if (value != JsonToken.STRING) {
      throw json.error("a string was expected", json.start());
    }
    return json.text();
  }

  /** Java tells a death by signal n as status 128 + n, as shells do. */
  private static String status(int status) {
    return "exit status " + status + (status > 128 ? " (signal " + (status - 128) + ")" : "");
  }

  private static String quote(String text) {
    return text.length() <= MOST_QUOTED
        ? JsonText.quote(text)
        : JsonText.quote(text.substring(0, MOST_QUOTED)) + "...";
  }

  private static boolean isBlank(byte[] output) {
    for (byte b : output) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
