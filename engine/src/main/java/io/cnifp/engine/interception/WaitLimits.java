package io.cnifp.engine.interception;

import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.source.FailpointSource;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much the actions of a call may wait.
 *
 * @param maxDelay how long all waits of the call together may last
 * @param maxWaiting how many calls may wait at once; empty if any number may
 */
public record WaitLimits(Duration maxDelay, OptionalInt maxWaiting) {
  /** No limit: the administrator named the failpoint file. */
  public static final WaitLimits NONE = new WaitLimits(Policy.UNLIMITED, OptionalInt.empty());

  /** Returns the limits of a call whose failpoint file was named by a source. */
  static WaitLimits of(FailpointSource source, Policy policy) {
    return source.isTrusted() ? NONE : new WaitLimits(policy.maxDelay(), policy.maxWaiting());
  }
}
