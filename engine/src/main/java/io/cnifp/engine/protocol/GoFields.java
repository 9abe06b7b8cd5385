package io.cnifp.engine.protocol;

import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonNull;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.List;

/**
 * Reads the members of an object as Go's {@code encoding/json} reads the fields of a struct: their
 * names match whatever the case of their letters, the last of a name counts, each is checked, and
 * {@code null} is as good as nothing.
 */
final class GoFields {

  private GoFields() {}

  /** What a value must be. */
  @FunctionalInterface
  interface Type {
    /**
     * Checks a value, which is not {@code null}.
     *
     * @throws JsonException if it is something else
     */
    void check(JsonValue value);
  }

  /** Returns whether a member is the field of a name. */
  static boolean is(String field, JsonObject.Member member) {
    String name = member.name();
    // Few names differ in case only, and the comparison that ignores it is the slow one.
    return name.equals(field) || (name.length() == field.length() && name.equalsIgnoreCase(field));
  }

  /** Returns the value of a field; {@code null} of JSON if there is none. */
  static JsonValue get(JsonObject object, String field) {
    List<JsonObject.Member> members = object.members();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (is(field, members.get(i)) && !members.get(i).value().isNull()) {
        return members.get(i).value();
      }
    }
    return JsonNull.NULL;
  }

  static void text(JsonValue value) {
    if (!(value instanceof JsonString)) {
      throw value.error("a string was expected");
    }
  }

  /** Checks a number of Go's type {@code int}. */
  static void number(JsonValue value) {
    if (value instanceof JsonNumber number) {
      try {
        Long.parseLong(number.text());
        return;
      } catch (NumberFormatException e) {
        // Reported below, like another type.
      }
    }
    throw value.error("a whole number was expected");
  }

  static void texts(JsonValue value) {
    each(value, GoFields::text);
  }

  static void each(JsonValue value, Type type) {
    if (!(value instanceof JsonArray array)) {
      throw value.error("a list was expected");
    }
    for (JsonValue element : array.elements()) {
      if (!element.isNull()) {
        type.check(element);
      }
    }
  }

  static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw value.error("an object was expected");
  }
}
