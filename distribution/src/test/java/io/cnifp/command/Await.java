package io.cnifp.command;

import java.util.concurrent.Callable;

/** Waits for a condition by looking again and again. */
final class Await {
  private static final long SECONDS = 30;

  private Await() {}

  static void until(Callable<Boolean> condition) throws Exception {
    long from = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - from > SECONDS * 1_000_000_000) {
        throw new AssertionError("not within " + SECONDS + " s");
      }
      Thread.sleep(10);
    }
  }
}
