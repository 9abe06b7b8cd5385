package io.cnifp.engine.statedir;

import io.cnifp.api.CniException;
import java.time.Duration;

/** Locks on files, exclusive among processes and among threads. Safe for use by several threads. */
@FunctionalInterface
public interface Locks {

  /**
   * Acquires a lock.
   *
   * @param key what is locked: equal keys exclude each other
   * @param timeout how long to wait for it
   * @param name the name of the file in messages
   * @throws CniException with code 11 if it cannot be acquired in time, with code 5 if there is no
   *     state directory
   */
  FileLocks.Held lock(String key, Duration timeout, String name) throws InterruptedException;

  /** Returns these locks, which do something first; it may throw to keep a lock from being held. */
  default Locks after(Runnable first) {
    return (key, timeout, name) -> {
      first.run();
      return lock(key, timeout, name);
    };
  }
}
