package io.cnifp.testkit;

import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import java.util.concurrent.Callable;

/** What somebody's code makes of it that its thread is interrupted. */
final class Interruption {
  private Interruption() {}

  /**
   * Whether it takes the interruption and succeeds all the same. Code that never waits doesn't see
   * it: the thread is still interrupted afterwards.
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
