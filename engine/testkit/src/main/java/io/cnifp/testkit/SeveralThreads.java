package io.cnifp.testkit;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Runs the same code on several threads at once. */
final class SeveralThreads {
  private static final int THREADS = 4;
  private static final int TIMES = 40;

  private SeveralThreads() {}

  /** Runs code many times, and fails if one run fails or does not end in time. */
  static void all(Callable<?> work, Duration patience) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
    try {
      for (Future<?> one :
          threads.invokeAll(
              Collections.nCopies(TIMES, () -> (Object) work.call()),
              patience.toMillis(),
              TimeUnit.MILLISECONDS)) {
        one.get();
      }
    } catch (ExecutionException e) {
      Assertions.fail("failed when several threads ran it at once: " + e.getCause(), e.getCause());
    } catch (CancellationException e) {
      Assertions.fail("did not end in time when several threads ran it at once", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
