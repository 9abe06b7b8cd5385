package io.cnifp.api.json;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array.
 *
 * @since 0.1
 */
public final class JsonArray extends JsonValue {
  /** Null until the elements are first used. Set more than once, it is set to equal lists. */
  private volatile @Nullable List<JsonValue> elements;

  JsonArray(byte[] document, int start, int end) {
    super(document, start, end);
  }

  private JsonArray(List<JsonValue> elements) {
    this.elements = List.copyOf(elements);
  }

  /**
   * {@return an array of values}
   *
   * @param elements the values in their order; copied
   */
  public static JsonArray of(List<? extends JsonValue> elements) {
    return new JsonArray(List.copyOf(elements));
  }

  @Override
  public JsonArray asArray() {
    return this;
  }

  /** {@return the elements in their order} */
  public List<JsonValue> elements() {
    List<JsonValue> read = elements;
    if (read == null) {
      byte[] source = Objects.requireNonNull(document);
      JsonScanner scanner = new JsonScanner(source, start, end);
      scanner.next();
      read = List.copyOf(JsonParser.elements(scanner, source));
      elements = read;
    }
    return read;
  }

  /** Takes an index as RFC 6901 writes it: digits without a leading zero. */
  @Override
  Optional<JsonValue> child(String name) {
    boolean index =
        !name.isEmpty() && name.length() < 10 && (name.length() == 1 || name.charAt(0) != '0');
    for (int i = 0; i < name.length(); i++) {
      index &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    int at = index ? Integer.parseInt(name) : Integer.MAX_VALUE;
    return at < elements().size() ? Optional.of(elements().get(at)) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray array && elements().equals(array.elements());
  }

  @Override
  public int hashCode() {
    return elements().hashCode();
  }
}
