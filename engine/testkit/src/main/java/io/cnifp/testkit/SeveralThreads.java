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

/** Has several threads do the same at once. */
final class SeveralThreads {
  private static final int THREADS = 4;
  private static final int TIMES = 40;

  private SeveralThreads() {}

  /** Does something many times, and fails if any of them fails or isn't over in time. */
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
      Assertions.fail("failed when several threads did it at once: " + e.getCause(), e.getCause());
    } catch (CancellationException e) {
      Assertions.fail("wasn't over in time when several threads did it at once", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
