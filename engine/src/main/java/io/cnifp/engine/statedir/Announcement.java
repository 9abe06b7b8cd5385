package io.cnifp.engine.statedir;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * The announcement of a call that waits; {@link WaitingCalls#prepare} creates one. It is locked by
 * the process that waits: an announcement without a lock is one of a dead process. Closing it
 * withdraws it.
 */
public final class Announcement implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final FileChannel locked;
  private final Path hidden;
  private final Path file;
  private volatile boolean withdrawn;

  Announcement(FileChannel locked, Path hidden, Path file) {
    this.locked = locked;
    this.hidden = hidden;
    this.file = file;
  }

  /**
   * Makes the call visible.
   *
   * @throws CniException with code 5 if that fails
   */
  public synchronized void publish() {
    if (withdrawn) {
      return;
    }
    try {
      Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(file);
    }
  }

  /** Removes the announcement without releasing the call, whose process is about to die. */
  public synchronized void withdraw() {
    withdrawn = true;
    remove();
  }

  /** Waits until the file has been removed or the timeout has elapsed. */
  public void await(Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    long from = System.nanoTime();
    while (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && System.nanoTime() - from < nanos) {
      Thread.sleep(POLL_MILLIS);
    }
    while (withdrawn) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() {
    remove();
    try {
      locked.close();
    } catch (IOException e) {
      // The kernel frees the lock when the process ends.
    }
  }

  static CniException failed(Path place) {
    return new CniException(
        CniError.IO_FAILURE, "the waiting call cannot be announced in " + place);
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(hidden);
    } catch (IOException e) {
      // It stays, and is removed as one of a dead process.
    }
  }
}
