package io.cnifp.cli.file;

/**
 * Something wrong in a failpoint file.
 *
 * @param severity how bad it is
 * @param point the point that it is about; empty if it is about the file
 * @param offset where it is, in bytes from 0; -1 if it is about the file as a whole
 * @param message what is wrong and what was expected
 */
public record Problem(Severity severity, String point, int offset, String message) {

  /** How bad a problem is; the constants are the words shown. */
  public enum Severity {
    /** Calls will fail by it. */
    error,
    /** Probably not what was meant. */
    warning
  }

  static Problem error(String point, int offset, String message) {
    return new Problem(Severity.error, point, offset, message);
  }

  static Problem warning(String point, int offset, String message) {
    return new Problem(Severity.warning, point, offset, message);
  }
}
