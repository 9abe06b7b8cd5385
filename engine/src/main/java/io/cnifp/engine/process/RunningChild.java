package io.cnifp.engine.process;

/** A process that this one has started, and that may have to be ended from another thread. */
interface RunningChild {
  /** Waits until it has ended, or for a time; returns whether it has. */
  boolean await(long millis) throws InterruptedException;

  /** Sends SIGTERM; nothing happens if it has ended. */
  void terminate();

  /** Sends SIGKILL; nothing happens if it has ended. */
  void kill();
}
