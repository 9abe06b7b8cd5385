package io.cnifp.engine;

import io.cnifp.api.CniRequest;
import io.cnifp.engine.file.PausedCalls;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How the actions of a call wait and speak: within what the policy allows all its waits together,
 * and so that the process can be told to end meanwhile.
 *
 * <p>Made for one call, used on one thread. The time that the delegate takes doesn't count.
 */
final class Waits {
  private final Duration most;
  private final PausedCalls paused;
  private final Termination termination;
  private final OutputStream diagnostics;
  private long countedFrom = System.nanoTime();

  /**
   * Creates the waits of a call.
   *
   * @param most how long they may be together
   * @param paused where paused calls are announced
   * @param termination what is told when the process is to end
   * @param diagnostics where lines for people go
   */
  Waits(Duration most, PausedCalls paused, Termination termination, OutputStream diagnostics) {
    this.most = most;
    this.paused = paused;
    this.termination = termination;
    this.diagnostics = diagnostics;
  }

  /** How long all waits together may be. */
  Duration most() {
    return most;
  }

  /** How long the call may still wait. */
  Duration left() {
    if (most.equals(Policy.UNLIMITED)) {
      return most;
    }
    Duration left = most.minusNanos(System.nanoTime() - countedFrom);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Doesn't count a time that the delegate has taken. */
  void leaveOut(long nanos) {
    countedFrom += nanos;
  }

  void sleep(Duration wanted) throws InterruptedException {
    Duration duration = bounded(wanted);
    if (duration.isPositive()) {
      try (var _ = termination.register(() -> {})) {
        Thread.sleep(duration);
      }
    }
  }

  void awaitRelease(Duration timeout, CniRequest request, String point)
      throws InterruptedException {
    // Listening before anybody can see the announcement, so that none is left behind.
    try (PausedCalls.Announced call = paused.prepare(request, point);
        var _ = termination.register(call::withdraw)) {
      call.publish();
      call.await(bounded(timeout));
    }
  }

  /** Writes a line for people; if nobody listens, the call goes on all the same. */
  void print(String line) {
    try {
      diagnostics.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      diagnostics.flush();
    } catch (IOException e) {
      // Standard error is closed.
    }
  }

  /** How long a wait will be at most. */
  Duration bounded(Duration wanted) {
    Duration left = left();
    return wanted.compareTo(left) < 0 ? wanted : left;
  }
}
