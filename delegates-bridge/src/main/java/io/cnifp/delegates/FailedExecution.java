package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Execution;
import java.util.Optional;

/**
 * Reads why a CNI plugin failed, in the words of libcni ({@code pkg/invoke/raw_exec.go}).
 *
 * <p>An error that the plugin prints is handed on, without a code as code 0, as libcni does. Where
 * libcni itself gives code 0, for a plugin that prints none, this gives code 999.
 */
final class FailedExecution {
  private static final int MAX_QUOTED = 4096;

  private FailedExecution() {}

  static CniResponse response(String type, Execution execution) {
    if (isBlank(execution.output())) {
      String diagnostics = execution.diagnostics();
      return CniResponse.failure(
          CniError.INTERNAL,
          diagnostics.isEmpty()
              ? "netplugin failed with no error message: " + ExitWords.of(execution.status())
              : "netplugin failed: " + quote(diagnostics));
    }
    try {
      return new CniResponse.Failure(error(type, execution));
    } catch (JsonException e) {
      return CniResponse.failure(
          CniError.INTERNAL,
          "netplugin failed but error parsing its diagnostic message "
              + quote(execution.text())
              + ": "
              + e.getMessage());
    }
  }

  private static CniError error(String type, Execution execution) {
    JsonValue document = JsonValue.parse(execution.output());
    JsonObject error = document.isNull() ? JsonObject.of() : document.asObject();
    long code = member(error, "code").map(FailedExecution::code).orElse(0L);
    String message = member(error, "msg").map(JsonValue::asText).orElse("");
    String details = member(error, "details").map(JsonValue::asText).orElse("");
    if (message.isEmpty()) {
      message =
          "the delegate " + type + " failed without a message: " + ExitWords.of(execution.status());
    }
    return new CniError(code, message, details);
  }

  /** Returns a member as Go finds it: the last that is not null, whatever the case of its name. */
  private static Optional<JsonValue> member(JsonObject error, String name) {
    Optional<JsonValue> found = Optional.empty();
    for (JsonObject.Member member : error.members()) {
      if (member.name().equalsIgnoreCase(name) && !member.value().isNull()) {
        found = Optional.of(member.value());
      }
    }
    return found;
  }

  /** Takes what Go takes for a uint: digits alone, here up to the greatest long. */
  private static long code(JsonValue value) {
    String digits = value instanceof JsonNumber number ? number.text() : "-";
    boolean whole = true;
    for (int i = 0; i < digits.length(); i++) {
      whole &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    try {
      if (whole) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException e) {
      // It is too great.
    }
    throw value.error("a code that is a whole number was expected");
  }

  private static String quote(String text) {
    return text.length() <= MAX_QUOTED
        ? JsonString.quote(text)
        : JsonString.quote(text.substring(0, MAX_QUOTED)) + "...";
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
