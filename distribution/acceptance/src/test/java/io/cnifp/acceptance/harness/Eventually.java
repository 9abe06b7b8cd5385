package io.cnifp.acceptance.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for a condition, with one limit and one interval for all tests. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private Eventually() {}

  /**
   * Returns when {@code condition} holds.
   *
   * @throws org.awaitility.core.ConditionTimeoutException with {@code what}, if it doesn't in time
   */
  public static void holds(String what, Callable<Boolean> condition) {
    waiting(what).until(condition);
  }

  /** Returns what {@code source} has, as soon as it has something; otherwise as {@link #holds}. */
  public static <T> T present(String what, Callable<Optional<T>> source) {
    return waiting(what).until(source, Optional::isPresent).orElseThrow();
  }

  private static ConditionFactory waiting(String what) {
    return Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(INTERVAL);
  }
}
