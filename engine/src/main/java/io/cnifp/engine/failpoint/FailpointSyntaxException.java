package io.cnifp.engine.failpoint;

/** Thrown when a failpoint is invalid; the message names the character, from 0. */
public final class FailpointSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int position;

  /** Creates an exception for a place in a failpoint. */
  public FailpointSyntaxException(String problem, int position) {
    this(problem, position, "");
  }

  /** Creates an exception for a place in a failpoint, with more text after the place. */
  public FailpointSyntaxException(String problem, int position, String more) {
    super(problem + " at " + position + more);
    this.problem = problem + more;
    this.position = position;
  }

  /** Returns what was wrong or expected, without the place. */
  public String problem() {
    return problem;
  }

  /** Returns the offset of the first character that was not as expected. */
  public int position() {
    return position;
  }

  /** Returns this exception without a stack trace: wrong input is an answer, not a defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
