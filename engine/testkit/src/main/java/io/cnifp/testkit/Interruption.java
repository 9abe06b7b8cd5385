package io.cnifp.testkit;

import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import java.util.concurrent.Callable;

/** Runs code on an interrupted thread. */
final class Interruption {
  private Interruption() {}

  /**
   * Returns whether the code clears the interruption and succeeds. Code that never waits does not
   * see it; its thread is still interrupted afterwards.
   */
  static boolean isSwallowedBy(Callable<CniResponse> code) throws Exception {
    Thread.currentThread().interrupt();
    try {
      boolean succeeded = code.call() instanceof CniResponse.Success;
      return succeeded && !Thread.currentThread().isInterrupted();
    } catch (InterruptedException | CniException e) {
      return false;
    } finally {
      Thread.interrupted();
    }
  }
}
