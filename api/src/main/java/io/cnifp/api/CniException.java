package io.cnifp.api;

/**
 * Ends a call with a CNI error.
 *
 * <p>An action or a delegate may throw it instead of returning {@link CniResponse.Failure}; the
 * runtime receives the same: the error as JSON on standard output, exit status 1.
 *
 * @since 0.1
 */
public final class CniException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CniError error;

  /**
   * Creates an exception that carries an error.
   *
   * @param error the error that the runtime receives
   */
  public CniException(CniError error) {
    super(error.message());
    this.error = error;
  }

  /**
   * Creates an exception that carries an error without details.
   *
   * @param code the error's code, see {@link CniError}
   * @param message what went wrong
   */
  public CniException(long code, String message) {
    this(new CniError(code, message));
  }

  /** {@return the error that the runtime receives} */
  public CniError error() {
    return error;
  }

  /** Returns this exception without a stack trace: a CNI error is an answer, not a defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
