package io.cnifp.engine.foreign;

/** Thrown when code of an extension fails; the message continues "the action X of Y ...". */
public final class ForeignFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure. */
  public ForeignFailure(String problem) {
    super(problem);
  }

  /** Creates a failure with its cause, for the extension's author. */
  public ForeignFailure(String problem, Throwable cause) {
    super(problem, cause);
  }
}
