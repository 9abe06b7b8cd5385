package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON document as a tree, for the few calls that change one: {@code patch} and a {@code
 * delegate} object.
 *
 * <p>An object is a {@link Map} in the document's order (of a repeated key the last value counts),
 * an array a {@link List}; every other value is a {@link Leaf}, kept as it was written.
 */
public final class JsonTree {
  /** How deep a tree may be: building and printing it recurse. */
  static final int MAX_DEPTH = 500;

  /**
   * A string, number or literal.
   *
   * @param json its text in the document, quotes included
   */
  public record Leaf(String json) {
    /** The literal {@code null}. */
    public static final Leaf NULL = new Leaf("null");
  }

  private JsonTree() {}

  /**
   * Reads a document.
   *
   * @throws JsonSyntaxException if it isn't JSON or deeper than 500 levels
   */
  public static Object parse(byte[] document) {
    JsonScanner scanner = new JsonScanner(document);
    Object tree = value(scanner, scanner.next(), document);
    if (scanner.next() != JsonToken.END) {
      throw scanner.error("the end was expected", scanner.start());
    }
    return tree;
  }

  /** Reads a document, which must be an object. */
  public static Map<String, Object> parseObject(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    JsonScanner scanner = new JsonScanner(bytes);
    if (scanner.next() != JsonToken.OBJECT_START) {
      throw scanner.error("a JSON object was expected", scanner.start());
    }
    Map<String, Object> object = object(scanner, bytes);
    scanner.next();
    return object;
  }

  /** Prints a tree without white space. */
  public static String print(Object tree) {
    StringBuilder json = new StringBuilder();
    print(tree, json);
    return json.toString();
  }

  /**
   * Applies a JSON merge patch (RFC 7396).
   *
   * @param target what is to be changed; a value that is no object counts as an empty one if the
   *     patch is an object
   * @param patch the changes; {@code null} in an object removes the member
   * @return the changed copy
   */
  public static Object merge(Object target, Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return patch;
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    if (target instanceof Map<?, ?> members) {
      members.forEach((name, value) -> merged.put((String) name, value));
    }
    changes.forEach((key, change) -> {
      String name = (String) key;
      if (change.equals(Leaf.NULL)) {
        merged.remove(name);
      } else {
        merged.put(name, merge(merged.getOrDefault(name, Leaf.NULL), change));
      }
    });
    return merged;
  }

  private static Object value(JsonScanner scanner, JsonToken token, byte[] document) {
    if (scanner.depth() > MAX_DEPTH) {
      throw scanner.error(
          "nesting of at most " + MAX_DEPTH + " levels was expected", scanner.start());
    }
    return switch (token) {
      case OBJECT_START -> object(scanner, document);
      case ARRAY_START -> array(scanner, document);
      case NULL -> Leaf.NULL;
      default ->
          new Leaf(
              new String(
                  document,
                  scanner.start(),
                  scanner.end() - scanner.start(),
                  StandardCharsets.UTF_8));
    };
  }

  private static Map<String, Object> object(JsonScanner scanner, byte[] document) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (scanner.next() == JsonToken.KEY) {
      String name = scanner.text();
      members.put(name, value(scanner, scanner.next(), document));
    }
    return members;
  }

  private static List<Object> array(JsonScanner scanner, byte[] document) {
    List<Object> elements = new ArrayList<>();
    for (JsonToken token = scanner.next(); token != JsonToken.ARRAY_END; token = scanner.next()) {
      elements.add(value(scanner, token, document));
    }
    return elements;
  }

  private static void print(Object tree, StringBuilder json) {
    if (tree instanceof Map<?, ?> members) {
      String separator = "{";
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.append(separator);
        JsonText.quote((String) member.getKey(), json);
        json.append(':');
        print(member.getValue(), json);
        separator = ",";
      }
      json.append(members.isEmpty() ? "{}" : "}");
    } else if (tree instanceof List<?> elements) {
      String separator = "[";
      for (Object element : elements) {
        json.append(separator);
        print(element, json);
        separator = ",";
      }
      json.append(elements.isEmpty() ? "[]" : "]");
    } else {
      json.append(((Leaf) tree).json());
    }
  }
}
