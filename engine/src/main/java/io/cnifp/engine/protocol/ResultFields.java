package io.cnifp.engine.protocol;

import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.util.List;

/** Copies the fields of a result, whose types were checked, as Go reads and prints them. */
final class ResultFields {
  private static final String NO_ADDRESS = "<nil>";

  private ResultFields() {}

  static List<JsonValue> elements(JsonObject object, String field) {
    JsonValue value = GoFields.get(object, field);
    return value.isNull() ? List.of() : value.asArray().elements();
  }

  static boolean isV4(JsonObject object, String field) {
    JsonValue value = GoFields.get(object, field);
    return !value.isNull()
        && IpNetwork.parse(value.asText()).map(network -> network.address().isV4()).orElse(false);
  }

  static void network(JsonObject object, String field, String name, JsonObject.Builder json) {
    JsonValue value = GoFields.get(object, field);
    String text = value.isNull() ? "" : value.asText();
    json.put(name, IpNetwork.parse(text).map(IpNetwork::toString).orElse(NO_ADDRESS));
  }

  static void address(JsonObject object, String field, JsonObject.Builder json) {
    JsonValue value = GoFields.get(object, field);
    if (!value.isNull()) {
      IpAddress.parse(value.asText()).ifPresent(address -> json.put(field, address.toString()));
    }
  }

  static void text(JsonObject object, String field, boolean always, JsonObject.Builder json) {
    JsonValue value = GoFields.get(object, field);
    String text = value.isNull() ? "" : value.asText();
    if (always || !text.isEmpty()) {
      json.put(field, text);
    }
  }

  /** Puts a number that is not 0. */
  static void number(JsonObject object, String field, JsonObject.Builder json) {
    JsonValue value = GoFields.get(object, field);
    if (value instanceof JsonNumber number && number.asLong() != 0) {
      json.put(field, number.asLong());
    }
  }

  /** Puts a number that is there. */
  static void option(JsonObject object, String field, JsonObject.Builder json) {
    JsonValue value = GoFields.get(object, field);
    if (value instanceof JsonNumber number) {
      json.put(field, number.asLong());
    }
  }
}
