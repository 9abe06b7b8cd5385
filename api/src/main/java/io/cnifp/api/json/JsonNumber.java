package io.cnifp.api.json;

import java.math.BigDecimal;

/**
 * A JSON number, kept as it was written: {@code 1}, {@code 1.0} and {@code 1e0} are not equal.
 *
 * @since 0.1
 */
public final class JsonNumber extends JsonValue {
  private final String text;

  JsonNumber(byte[] document, int start, int end, String text) {
    super(document, start, end);
    this.text = text;
  }

  private JsonNumber(String text) {
    this.text = text;
  }

  /**
   * {@return a number}
   *
   * @param value its value
   */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** {@return the number as it was written} */
  public String text() {
    return text;
  }

  @Override
  public long asLong() {
    try {
      return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0
          ? Long.parseLong(text)
          : new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return super.asLong();
    }
  }

  /**
   * {@return the number's exact value}
   *
   * @throws JsonException if its exponent is out of range
   */
  public BigDecimal asDecimal() {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw error("a number with a smaller exponent was expected");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && text.equals(number.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
