package io.cnifp.cli.installation;

/**
 * What an examination has found.
 *
 * @param grade how it is
 * @param subject what was looked at
 * @param message what was found, and what to do if it isn't in order
 */
public record Finding(Grade grade, String subject, String message) {

  /** How it is; the constants are the words shown. */
  public enum Grade {
    /** In order. */
    ok,
    /** Works, but may not be what is wanted. */
    warning,
    /** Doesn't work. */
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
