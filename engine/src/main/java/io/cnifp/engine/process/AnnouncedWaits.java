package io.cnifp.engine.process;

import io.cnifp.api.CniException;
import io.cnifp.engine.interception.Wait;
import io.cnifp.engine.statedir.Announcement;
import io.cnifp.engine.statedir.WaitKind;
import io.cnifp.engine.statedir.WaitingCalls;
import io.cnifp.engine.statedir.WaitingSlots;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The waits of this process as others see them: a wait that may be refused holds a slot, and a long
 * one is announced. SIGTERM, SIGINT and SIGHUP end the process during a wait. Safe for use by
 * several threads.
 */
public final class AnnouncedWaits {
  /** The shortest wait that is announced, in seconds; a pause always is. */
  private static final long LONG_SECONDS = 1;

  private final Termination termination;
  private final WaitingCalls calls;
  private final WaitingSlots slots;

  /**
   * Creates the waits of a process.
   *
   * @param termination signals that end the process
   * @param calls where waiting calls are announced
   * @param slots how many calls wait because an annotation said so
   */
  public AnnouncedWaits(Termination termination, WaitingCalls calls, WaitingSlots slots) {
    this.termination = termination;
    this.calls = calls;
    this.slots = slots;
  }

  /** Notes which process has started this one. */
  void noteRuntime() {
    calls.noteRuntime();
  }

  /** What waits. */
  @FunctionalInterface
  interface Waiting {
    void await() throws InterruptedException;
  }

  /**
   * Waits; returns how long that was.
   *
   * @throws CniException with code 11 if too many calls wait
   */
  Duration during(Wait wait, WaitKind kind, Waiting waiting) throws InterruptedException {
    long from = System.nanoTime();
    calls.noteRuntime();
    try (WaitingSlots.Held _ = slot(wait)) {
      if (kind != WaitKind.HANG && wait.duration().toSeconds() < LONG_SECONDS) {
        try (var _ = termination.register(() -> {})) {
          waiting.await();
        }
      } else {
        announced(wait, kind, waiting);
      }
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /**
   * Waits until someone releases the call; returns how long that was.
   *
   * @throws CniException with code 11 if too many calls wait, with code 5 if the call cannot be
   *     announced
   */
  Duration paused(Wait wait) throws InterruptedException {
    long from = System.nanoTime();
    // Signals are handled before anyone can see the announcement, so that none is left.
    try (WaitingSlots.Held _ = slot(wait);
        Announcement call = calls.prepare(wait.request(), WaitKind.PAUSE, wait.point());
        var _ = termination.register(call::withdraw)) {
      call.publish();
      call.await(wait.duration());
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private void announced(Wait wait, WaitKind kind, Waiting waiting) throws InterruptedException {
    AtomicReference<Announcement> call = new AtomicReference<>();
    // Signals are handled before anything else, so that the process dies by them from now on.
    try (var _ = termination.register(() -> withdraw(call.get()))) {
      prepared(wait, kind).ifPresent(call::set);
      waiting.await();
    } finally {
      close(call.get());
    }
  }

  private static void withdraw(@Nullable Announcement call) {
    if (call != null) {
      call.withdraw();
    }
  }

  private static void close(@Nullable Announcement call) {
    if (call != null) {
      call.close();
    }
  }

  /** A call waits whether it can be announced or not. */
  private Optional<Announcement> prepared(Wait wait, WaitKind kind) {
    try {
      Announcement call = calls.prepare(wait.request(), kind, wait.point());
      call.publish();
      return Optional.of(call);
    } catch (CniException e) {
      return Optional.empty();
    }
  }

  private WaitingSlots.Held slot(Wait wait) {
    return wait.maxWaiting().isPresent() ? slots.acquire(wait.maxWaiting().getAsInt()) : () -> {};
  }
}
