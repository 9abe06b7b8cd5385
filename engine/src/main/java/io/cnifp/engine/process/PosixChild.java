package io.cnifp.engine.process;

import io.cnifp.engine.posix.Posix;

/** A process that the library has started. Safe for use by several threads. */
final class PosixChild implements RunningChild {
  private static final int RUNS = -1;
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;

  /**
   * How long it is waited for at most before it is looked at again: the usual waiter may be gone.
   */
  private static final long LOOK_MILLIS = 20;

  private final Posix posix;
  private final int process;
  private int status = RUNS;

  PosixChild(Posix posix, int process) {
    this.posix = posix;
    this.process = process;
  }

  /** Returns whether it has ended. */
  synchronized boolean hasEnded() {
    if (status == RUNS) {
      status = posix.reap(process);
      if (status != RUNS) {
        notifyAll();
      }
    }
    return status != RUNS;
  }

  /** Returns its exit status, or 128 and the number of the signal that has ended it. */
  synchronized int status() {
    return status;
  }

  @Override
  public synchronized boolean await(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (!hasEnded()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(Math.min(left, LOOK_MILLIS));
    }
    return true;
  }

  @Override
  public void terminate() {
    signal(SIGTERM);
  }

  @Override
  public void kill() {
    signal(SIGKILL);
  }

  private synchronized void signal(int signal) {
    // The id of one that was reaped may be another's.
    if (!hasEnded()) {
      posix.signal(process, signal);
    }
  }
}
