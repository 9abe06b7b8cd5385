package io.cnifp.api.spi;

import io.cnifp.api.json.JsonString;

/**
 * Thrown by {@link ActionArguments#read} for an argument that is not what its parameter expects.
 *
 * <p>A provider lets it pass. The engine leaves the value out of the error if a pod's annotation
 * named the failpoint file: its author may name a file whose content is a secret.
 *
 * @since 0.2
 */
public final class ArgumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** How much of a value a message shows. */
  private static final int MAX_SHOWN = 40;

  /** What was expected. */
  private final String expected;

  ArgumentException(String expected, String value, Throwable cause) {
    super(expected + ", not " + shown(value), cause);
    this.expected = expected;
  }

  /** {@return the message without the value: which argument is wrong and what was expected} */
  public String expected() {
    return expected;
  }

  private static String shown(String value) {
    return value.length() > MAX_SHOWN
        ? "a text of " + value.length() + " characters"
        : JsonString.quote(value);
  }
}
