package io.cnifp.api.json;

/**
 * The JSON literals {@code true} and {@code false}.
 *
 * @since 0.1
 */
public final class JsonBoolean extends JsonValue {
  /** The literal {@code true}. */
  public static final JsonBoolean TRUE = new JsonBoolean(true);

  /** The literal {@code false}. */
  public static final JsonBoolean FALSE = new JsonBoolean(false);

  private final boolean value;

  JsonBoolean(byte[] document, int start, int end, boolean value) {
    super(document, start, end);
    this.value = value;
  }

  private JsonBoolean(boolean value) {
    this.value = value;
  }

  /**
   * {@return the literal of a boolean}
   *
   * @param value the boolean
   */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public boolean asBoolean() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonBoolean bool && value == bool.value;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(value);
  }
}
