package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.policy.Policy;
import java.time.Duration;

/**
 * How long a call may still wait: the policy's limit less the real lengths of its waits. The time
 * of the delegate does not count. Created for one call, used on one thread.
 */
final class WaitBudget {
  private final WaitLimits limits;
  private Duration spent = Duration.ZERO;
  private boolean cut;

  WaitBudget(WaitLimits limits) {
    this.limits = limits;
  }

  /** Does a wait, and returns how long it was. */
  @FunctionalInterface
  interface Act {
    Duration apply() throws InterruptedException;
  }

  /** Returns how much the call may wait in all. */
  WaitLimits limits() {
    return limits;
  }

  /** Returns whether a limit has shortened or refused a wait. */
  boolean isCut() {
    return cut;
  }

  /** Returns how long the call may still wait. */
  Duration left() {
    if (limits.maxDelay().equals(Policy.UNLIMITED)) {
      return limits.maxDelay();
    }
    Duration left = limits.maxDelay().minus(spent);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Returns how long a wait may last. */
  Duration bounded(Duration wanted) {
    Duration left = left();
    if (wanted.compareTo(left) <= 0) {
      return wanted;
    }
    cut();
    return left;
  }

  /** Notes that a limit has changed the course of the call. */
  void cut() {
    cut = true;
  }

  /**
   * Does a wait and counts it.
   *
   * @throws CniException with code 11 if too many calls wait
   */
  void spend(Act wait) throws InterruptedException {
    try {
      spent = spent.plus(wait.apply());
    } catch (CniException e) {
      cut |= e.error().code() == CniError.TRY_AGAIN_LATER;
      throw e;
    }
  }
}
