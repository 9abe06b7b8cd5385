package io.cnifp.engine.statedir;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.safefile.CreationMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many calls wait because an annotation said so, over all processes. Each holds one byte of the
 * file {@code slots} in the state directory; the kernel frees it when its process ends.
 *
 * <p>Safe for use by several threads.
 */
public final class WaitingSlots {
  private final StateDirectory state;
  private @Nullable FileChannel channel;

  /** Creates the slots of a state directory, which is created with the first one. */
  public WaitingSlots(StateDirectory state) {
    this.state = state;
  }

  /** A slot that is held; closing it frees it. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Acquires a slot.
   *
   * @param max how many there are
   * @throws CniException with code 11 if all are held, with code 5 if there is no state directory
   */
  public Held acquire(int max) {
    try {
      FileChannel file = channel();
      for (int i = 0; i < max; i++) {
        FileLock slot = tryLock(file, i);
        if (slot != null) {
          return () -> release(slot);
        }
      }
    } catch (IOException e) {
      throw new CniException(
          CniError.IO_FAILURE, "waiting calls cannot be counted: " + e.getMessage());
    }
    throw new CniException(
        CniError.TRY_AGAIN_LATER,
        max
            + " calls wait already because annotations said so, and maxWaiting of the node's"
            + " policy allows no more: try again");
  }

  private static void release(FileLock slot) {
    try {
      slot.release();
    } catch (IOException e) {
      // The kernel frees it when the process ends.
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file, int slot) throws IOException {
    try {
      return file.tryLock(slot, 1, false);
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it.
      return null;
    }
  }

  /** Never closed: closing any descriptor of the file would free all locks of the process. */
  private synchronized FileChannel channel() throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              state.open().resolve("slots"),
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              CreationMode.of(0600));
    }
    return channel;
  }
}
