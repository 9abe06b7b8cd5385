package io.cnifp.actions;

import io.cnifp.api.spi.ActionArguments;
import java.nio.charset.StandardCharsets;

/** The text that an action puts next to a reply. */
final class RequiredText {
  private RequiredText() {}

  /**
   * Returns the text as UTF-8.
   *
   * @throws IllegalArgumentException if there is none
   */
  static byte[] bytes(ActionArguments arguments) {
    return arguments
        .text("text")
        .orElseThrow(() -> new IllegalArgumentException("needs a text"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
