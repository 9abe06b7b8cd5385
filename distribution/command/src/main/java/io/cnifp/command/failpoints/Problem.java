package io.cnifp.command.failpoints;

/**
 * A problem in a failpoint file.
 *
 * @param severity whether calls fail because of it
 * @param point the point that it is about; empty if it is about the file
 * @param offset its place, in bytes from 0; -1 if it is about the file as a whole
 * @param message what is wrong and what was expected
 */
record Problem(Severity severity, String point, int offset, String message) {

  /** Whether calls fail because of a problem; the constants are the words shown. */
  enum Severity {
    /** Calls fail. */
    error,
    /** Probably a mistake. */
    warning
  }

  static Problem error(String point, int offset, String message) {
    return new Problem(Severity.error, point, offset, message);
  }

  static Problem warning(String point, int offset, String message) {
    return new Problem(Severity.warning, point, offset, message);
  }
}
