package io.cnifp.engine.interception;

import io.cnifp.engine.foreign.ThrownThrough;

/** Thrown through a delegate when a {@link DelegateLimit} has ended it. */
public final class DelegateAbortedException extends ThrownThrough {
  private static final long serialVersionUID = 1L;

  private final transient DelegateLimit limit;

  /** Creates the exception of a limit. */
  public DelegateAbortedException(DelegateLimit limit) {
    super("the delegate was ended by SIG" + limit.signal());
    this.limit = limit;
  }

  /** Returns the limit. */
  public DelegateLimit limit() {
    return limit;
  }

  /** Returns this exception without a stack trace: it is the outcome of an act, not a defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
