package io.cnifp.engine.source;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.Optional;

/** Reads members of a network configuration that are for cni-fp; {@code null} counts as absent. */
final class NetconfMember {
  private NetconfMember() {}

  static Optional<JsonValue> of(JsonObject object, String name) {
    return object.get(name).filter(value -> !value.isNull());
  }

  /**
   * Returns a value that must be an object.
   *
   * @throws JsonException if it is none; the message has the name
   */
  static JsonObject object(JsonValue value, String name) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw value.error(name + " must be an object");
  }

  /**
   * Returns a path; empty if the text is.
   *
   * @throws JsonException if the value is no string; the message has the name
   */
  static Optional<String> path(JsonValue value, String name) {
    if (value instanceof JsonString path) {
      return path.asText().isEmpty() ? Optional.empty() : Optional.of(path.asText());
    }
    throw value.error(name + " must be a string");
  }
}
