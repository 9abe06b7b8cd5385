package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Creates values from a document, level by level. */
final class JsonParser {
  private JsonParser() {}

  /** Checks a whole document and returns its value. The array is not copied. */
  static JsonValue parse(byte[] document) {
    JsonScanner scanner = new JsonScanner(document);
    JsonToken first = scanner.next();
    if (first == JsonToken.OBJECT_START) {
      int from = scanner.start();
      List<JsonObject.Member> members = members(scanner, document);
      JsonObject object = new JsonObject(document, from, scanner.end(), members);
      scanner.next();
      return object;
    }
    int from = scanner.skip(first);
    JsonValue value = value(first, document, from, scanner.end());
    scanner.next();
    return value;
  }

  /** Reads the members of an object up to its closing brace, from a scanner after the opening. */
  static List<JsonObject.Member> members(JsonScanner scanner, byte[] document) {
    List<JsonObject.Member> members = new ArrayList<>();
    while (scanner.next() == JsonToken.KEY) {
      String name = scanner.text();
      int at = scanner.start();
      JsonToken token = scanner.next();
      int from = scanner.skip(token);
      members.add(new JsonObject.Member(name, value(token, document, from, scanner.end()), at));
    }
    return members;
  }

  /** Reads the elements of an array up to its closing bracket, from a scanner after the opening. */
  static List<JsonValue> elements(JsonScanner scanner, byte[] document) {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = scanner.next(); token != JsonToken.ARRAY_END; token = scanner.next()) {
      int from = scanner.skip(token);
      elements.add(value(token, document, from, scanner.end()));
    }
    return elements;
  }

  private static JsonValue value(JsonToken first, byte[] document, int from, int to) {
    return switch (first) {
      case OBJECT_START -> new JsonObject(document, from, to, null);
      case ARRAY_START -> new JsonArray(document, from, to);
      case STRING -> new JsonString(document, from, to);
      case NUMBER ->
          new JsonNumber(
              document, from, to, new String(document, from, to - from, StandardCharsets.US_ASCII));
      case TRUE -> new JsonBoolean(document, from, to, true);
      case FALSE -> new JsonBoolean(document, from, to, false);
      default -> new JsonNull(document, from, to);
    };
  }
}
