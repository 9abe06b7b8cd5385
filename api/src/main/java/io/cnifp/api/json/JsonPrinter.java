package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints a value on one line. What was parsed is copied; no depth of nesting makes it recurse. */
final class JsonPrinter {
  private JsonPrinter() {}

  static String print(JsonValue value) {
    StringBuilder json = new StringBuilder();
    Deque<Level> open = new ArrayDeque<>();
    print(value, json, open);
    while (!open.isEmpty()) {
      Level level = open.peek();
      if (level.hasNext()) {
        print(level.next(json), json, open);
      } else {
        json.append(level.close);
        open.pop();
      }
    }
    return json.toString();
  }

  private static void print(JsonValue value, StringBuilder json, Deque<Level> open) {
    if (value.document != null) {
      copy(value.document, value.start, value.end, json);
    } else if (value instanceof JsonObject object) {
      json.append('{');
      open.push(new Level(object.members().iterator(), null, "}"));
    } else if (value instanceof JsonArray array) {
      json.append('[');
      open.push(new Level(null, array.elements().iterator(), "]"));
    } else if (value instanceof JsonString string) {
      JsonString.quote(string.asText(), json);
    } else if (value instanceof JsonNumber number) {
      json.append(number.text());
    } else {
      json.append(value instanceof JsonBoolean bool ? String.valueOf(bool.asBoolean()) : "null");
    }
  }

  /** Copies the tokens of a value as they were written. */
  private static void copy(byte[] document, int from, int to, StringBuilder json) {
    JsonScanner scanner = new JsonScanner(document, from, to);
    boolean separate = false;
    for (JsonToken token = scanner.next(); token != JsonToken.END; token = scanner.next()) {
      boolean ends = token == JsonToken.OBJECT_END || token == JsonToken.ARRAY_END;
      if (separate && !ends) {
        json.append(',');
      }
      json.append(
          new String(
              document, scanner.start(), scanner.end() - scanner.start(), StandardCharsets.UTF_8));
      if (token == JsonToken.KEY) {
        json.append(':');
      }
      separate =
          token != JsonToken.KEY
              && token != JsonToken.OBJECT_START
              && token != JsonToken.ARRAY_START;
    }
  }

  /** An object or an array that is being printed. */
  private static final class Level {
    private final @Nullable Iterator<JsonObject.Member> members;
    private final @Nullable Iterator<JsonValue> elements;
    private final String close;
    private boolean begun;

    Level(
        @Nullable Iterator<JsonObject.Member> members,
        @Nullable Iterator<JsonValue> elements,
        String close) {
      this.members = members;
      this.elements = elements;
      this.close = close;
    }

    boolean hasNext() {
      return members == null ? elements != null && elements.hasNext() : members.hasNext();
    }

    /** Returns the next value after printing what precedes it. */
    JsonValue next(StringBuilder json) {
      json.append(begun ? "," : "");
      begun = true;
      if (members == null) {
        return Objects.requireNonNull(elements).next();
      }
      JsonObject.Member member = members.next();
      JsonString.quote(member.name(), json);
      json.append(':');
      return member.value();
    }
  }
}
