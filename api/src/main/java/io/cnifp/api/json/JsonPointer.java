package io.cnifp.api.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON pointer (RFC 6901) as a JSON patch uses it: it may name a place where nothing is yet, and
 * {@code -} names the place after the last element of an array. No length makes it recurse.
 *
 * @param tokens the names and indexes, without escapes
 */
record JsonPointer(List<String> tokens) {
  static final JsonPointer ROOT = new JsonPointer(List.of());

  private static final int MAX_SHOWN = 200;

  /**
   * Reads a pointer.
   *
   * @throws JsonException if the value is no string, or no pointer
   */
  static JsonPointer of(JsonValue value) {
    String text = value.asText();
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('/', at + 1);
      int end = next < 0 ? text.length() : next;
      if (text.charAt(at) != '/' || !isEscaped(text, at + 1, end)) {
        throw value.error("a JSON pointer such as /ips/0/address was expected");
      }
      tokens.add(text.substring(at + 1, end).replace("~1", "/").replace("~0", "~"));
      at = end;
    }
    return new JsonPointer(List.copyOf(tokens));
  }

  private static boolean isEscaped(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '~' && (i + 1 == to || "01".indexOf(text.charAt(i + 1)) < 0)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the exception that a pointer does not fit a document. */
  static JsonException cannot(String why) {
    return new JsonException(why, null, -1);
  }

  boolean isInside(JsonPointer other) {
    int size = other.tokens.size();
    return tokens.size() > size && tokens.subList(0, size).equals(other.tokens);
  }

  /** Returns the value here. */
  JsonValue in(JsonValue document) {
    List<JsonValue> way = way(document, tokens.size());
    return way.get(way.size() - 1);
  }

  /** Returns the document with a value added here. */
  JsonValue add(JsonValue document, JsonValue value) {
    return changed(
        document,
        value,
        (parent, name) -> {
          if (parent instanceof JsonObject object) {
            return object.with(name, value);
          }
          if (!(parent instanceof JsonArray array)) {
            throw cannot("an object or an array was expected there");
          }
          List<JsonValue> elements = new ArrayList<>(array.elements());
          boolean last = name.equals("-") || name.equals(String.valueOf(elements.size()));
          elements.add(last ? elements.size() : index(array, name), value);
          return JsonArray.of(elements);
        });
  }

  /** Returns the document with another value here, where there must be one. */
  JsonValue replace(JsonValue document, JsonValue value) {
    return changed(document, value, (parent, name) -> with(parent, name, value));
  }

  /** Returns the document without the value here, which must be there. */
  JsonValue remove(JsonValue document) {
    if (tokens.isEmpty()) {
      throw cannot("the whole document cannot be removed");
    }
    return changed(
        document,
        document,
        (parent, name) -> {
          if (parent instanceof JsonArray array) {
            List<JsonValue> elements = new ArrayList<>(array.elements());
            elements.remove(index(array, name));
            return JsonArray.of(elements);
          }
          child(parent, name);
          return parent.asObject().without(name);
        });
  }

  /** Returns the pointer for a message. */
  String shown() {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
      if (text.length() > MAX_SHOWN) {
        text.setLength(MAX_SHOWN);
        return JsonString.quote(text + "...");
      }
    }
    return JsonString.quote(text.toString());
  }

  /** A change of the object or the array that holds what a pointer names. */
  @FunctionalInterface
  private interface Change {
    JsonValue apply(JsonValue parent, String name);
  }

  private JsonValue changed(JsonValue document, JsonValue root, Change change) {
    if (tokens.isEmpty()) {
      return root;
    }
    int last = tokens.size() - 1;
    List<JsonValue> way = way(document, last);
    JsonValue changed = change.apply(way.get(last), tokens.get(last));
    for (int i = last - 1; i >= 0; i--) {
      changed = with(way.get(i), tokens.get(i), changed);
    }
    return changed;
  }

  /** Returns the document and the values at the first tokens, each inside the one before. */
  private List<JsonValue> way(JsonValue document, int length) {
    List<JsonValue> way = new ArrayList<>();
    JsonValue value = document;
    way.add(value);
    for (String token : tokens.subList(0, length)) {
      value = child(value, token);
      way.add(value);
    }
    return way;
  }

  private static JsonValue with(JsonValue parent, String name, JsonValue value) {
    if (parent instanceof JsonArray array) {
      List<JsonValue> elements = new ArrayList<>(array.elements());
      elements.set(index(array, name), value);
      return JsonArray.of(elements);
    }
    child(parent, name);
    return parent.asObject().with(name, value);
  }

  private static int index(JsonArray array, String name) {
    child(array, name);
    return Integer.parseInt(name);
  }

  private static JsonValue child(JsonValue parent, String name) {
    return parent.child(name).orElseThrow(() -> cannot("there is no such value"));
  }
}
