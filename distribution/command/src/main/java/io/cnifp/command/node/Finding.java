package io.cnifp.command.node;

/**
 * What a check has found.
 *
 * @param grade whether it is in order
 * @param subject what was checked
 * @param message what was found, and what to do about it
 */
public record Finding(Grade grade, String subject, String message) {

  /** Whether something is in order; the constants are the words shown. */
  public enum Grade {
    /** In order. */
    ok,
    /** Works, but may not be intended. */
    warning,
    /** Does not work. */
    wrong
  }

  static Finding ok(String subject, String message) {
    return new Finding(Grade.ok, subject, message);
  }

  static Finding warning(String subject, String message) {
    return new Finding(Grade.warning, subject, message);
  }

  static Finding wrong(String subject, String message) {
    return new Finding(Grade.wrong, subject, message);
  }
}
