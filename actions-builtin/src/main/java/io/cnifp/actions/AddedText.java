package io.cnifp.actions;

import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text that {@code append} and {@code prepend} print next to a reply. Immutable. */
final class AddedText {
  private static final Parameter<String> TEXT = Parameter.text("text").orInParentheses();

  private final byte[] text;

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if there is none or more
   */
  AddedText(ActionArguments arguments) {
    text = arguments.read(TEXT).get(TEXT).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a reply with the text before it; an error stays as it is. */
  CniResponse before(CniResponse reply) {
    return reply instanceof CniResponse.Success success ? joined(text, success.output()) : reply;
  }

  /** Returns a reply with the text after it; an error stays as it is. */
  CniResponse after(CniResponse reply) {
    return reply instanceof CniResponse.Success success ? joined(success.output(), text) : reply;
  }

  private static CniResponse joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return new CniResponse.Success(both);
  }
}
