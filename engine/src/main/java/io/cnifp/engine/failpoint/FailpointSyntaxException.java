package io.cnifp.engine.failpoint;

/** A failpoint isn't valid; the message says what was expected and at which character, from 0. */
public final class FailpointSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int position;

  /** Creates an exception for a place in a failpoint. */
  public FailpointSyntaxException(String problem, int position) {
    this(problem, position, "");
  }

  /** Creates an exception for a place in a failpoint, with more to say behind the place. */
  public FailpointSyntaxException(String problem, int position, String more) {
    super(problem + " at " + position + more);
    this.problem = problem + more;
    this.position = position;
  }

  /** What was wrong or expected, without the place. */
  public String problem() {
    return problem;
  }

  /** The offset of the first character that was not as expected. */
  public int position() {
    return position;
  }

  /** A wrong failpoint is an answer, not a defect: no stack trace is collected. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
