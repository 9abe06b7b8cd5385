package io.cnifp.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only waits move. Safe for use by several threads. */
final class VirtualClock implements InstantSource {
  private final Instant begin = Instant.now();
  private Duration elapsed = Duration.ZERO;

  /** Moves the clock. */
  synchronized void advance(Duration duration) {
    elapsed = elapsed.plus(duration);
  }

  /** Returns how far it was moved. */
  synchronized Duration elapsed() {
    return elapsed;
  }

  @Override
  public Instant instant() {
    return begin.plus(elapsed());
  }
}
