package io.cnifp.api.json;

/**
 * The JSON literal {@code null}.
 *
 * @since 0.1
 */
public final class JsonNull extends JsonValue {
  /** The literal {@code null}. */
  public static final JsonNull NULL = new JsonNull();

  JsonNull(byte[] document, int start, int end) {
    super(document, start, end);
  }

  private JsonNull() {}

  @Override
  public boolean isNull() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNull;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
