package io.cnifp.engine.process;

import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import java.util.concurrent.TimeUnit;

/** A delegate's process that may run for a limited time. */
final class LimitedProcess {
  private LimitedProcess() {}

  /**
   * Waits until a process has ended, or sends it the signal of the limit: to it alone, as a runtime
   * does. What it has started and what it has left open is not looked at.
   *
   * @param process the process, just started
   * @param feed writes its input; it may block, since a process need not read
   * @throws DelegateAbortedException if the limit has ended it
   */
  static void await(Process process, Runnable feed, DelegateLimit limit)
      throws InterruptedException {
    long from = System.nanoTime();
    Thread feeder = new Thread(null, feed, "feeder", 128 * 1024, false);
    feeder.setDaemon(true);
    feeder.start();
    SignalSender sender = SignalSender.of(limit.signal());
    long left = limit.after().toNanos() - (System.nanoTime() - from);
    if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
      sender.send(process);
      throw new DelegateAbortedException(limit);
    }
  }
}
