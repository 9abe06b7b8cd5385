package io.cnifp.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition by looking at it again and again, never by sleeping and hoping. */
final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @throws AssertionError naming {@code what} if it doesn't within 30 seconds
   */
  static void holds(String what, BooleanSupplier condition) {
    var _ = present(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Returns what {@code source} has, as soon as it has something; otherwise as {@link #holds}. */
  static <T> T present(String what, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting: " + what, e);
      }
    }
  }
}
