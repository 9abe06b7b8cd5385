package io.cnifp.engine.failpoint;

import java.time.InstantSource;
import java.util.List;

/** Whether a call is one that the filters of a term, or of a whole file, are about. */
final class Matching {
  private Matching() {}

  /**
   * Returns whether a call meets all conditions and does not come too late. The clock is read only
   * for an expiry.
   */
  static boolean of(List<TermFilter> filters, CallAttributes call, InstantSource clock) {
    for (TermFilter filter : filters) {
      if (filter instanceof Condition condition && !condition.matches(call)) {
        return false;
      }
      if (filter instanceof Expiry expiry && expiry.isReached(clock)) {
        return false;
      }
    }
    return true;
  }
}
