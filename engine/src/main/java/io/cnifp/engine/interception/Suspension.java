package io.cnifp.engine.interception;

import io.cnifp.engine.foreign.ThrownThrough;

/**
 * Thrown through a call whose next act is another process's to do. The call keeps nothing: it runs
 * again from its beginning when its record has the act.
 */
public final class Suspension extends ThrownThrough {
  private static final long serialVersionUID = 1L;

  private final transient PendingAct act;

  /** Creates the suspension before an act. */
  public Suspension(PendingAct act) {
    super("the call waits for its next act");
    this.act = act;
  }

  /** Returns the act. */
  public PendingAct act() {
    return act;
  }

  /** Returns this exception without a stack trace: it is no defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
