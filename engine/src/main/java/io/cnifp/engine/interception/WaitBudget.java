package io.cnifp.engine.interception;

import io.cnifp.engine.policy.Policy;
import java.time.Duration;

/**
 * How long a call may still wait: the policy's limit less the real lengths of its waits. The time
 * of the delegate does not count. Created for one call, used on one thread.
 */
final class WaitBudget {
  private final Duration limit;
  private Duration spent = Duration.ZERO;

  WaitBudget(Duration limit) {
    this.limit = limit;
  }

  /** Returns how long all waits together may last. */
  Duration limit() {
    return limit;
  }

  /** Returns how long the call may still wait. */
  Duration left() {
    if (limit.equals(Policy.UNLIMITED)) {
      return limit;
    }
    Duration left = limit.minus(spent);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Returns how long a wait may last. */
  Duration bounded(Duration wanted) {
    Duration left = left();
    return wanted.compareTo(left) < 0 ? wanted : left;
  }

  /** Counts a wait. */
  void spend(Duration elapsed) {
    spent = spent.plus(elapsed);
  }
}
