package io.cnifp.engine.delegate;

import io.cnifp.api.CniResponse;
import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A delegate whose code runs in this process, within a limit: on a thread of its own, which is left
 * where it is when the limit ends. It dies with the process, as by a kill from outside.
 */
final class LimitedDelegate {
  private LimitedDelegate() {}

  /**
   * Invokes a delegate.
   *
   * @throws DelegateAbortedException if it still runs when the limit ends
   */
  static CniResponse invoke(Callable<CniResponse> delegate, DelegateLimit limit)
      throws InterruptedException {
    FutureTask<CniResponse> task = new FutureTask<>(delegate);
    Thread thread = new Thread(task, "delegate");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.after().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new DelegateAbortedException(limit);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof InterruptedException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
