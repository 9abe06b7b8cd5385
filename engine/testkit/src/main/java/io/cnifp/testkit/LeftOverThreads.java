package io.cnifp.testkit;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/** Finds threads that would keep a process alive. */
final class LeftOverThreads {
  private static final long PATIENCE_MILLIS = 2000;

  private LeftOverThreads() {}

  /** Runs code, and fails if a thread that it has started and that is no daemon outlives it. */
  static <T> T none(Callable<T> code) throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    T result = code.call();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !thread.isDaemon()) {
        // One that is about to end is none that is left.
        thread.join(PATIENCE_MILLIS);
        Assertions.assertFalse(
            thread.isAlive(), "the thread " + thread.getName() + " is left, and is no daemon");
      }
    }
    return result;
  }
}
