package io.cnifp.engine.statedir;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.engine.safefile.CreationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks that are bytes of a file.
 *
 * <p>Each lock is one byte of a file in the state directory, at an offset that stands for what is
 * locked and that no caller can choose, see {@link LockSecret}. The failpoint file itself is
 * replaced at each firing; a lock on it would be a lock on the old file, which is the reference's
 * mistake. The kernel frees a byte when its holder dies, and only the state directory's owner can
 * hold one.
 *
 * <p>POSIX frees all locks of a process on a file when the process closes any descriptor of it, so
 * the one channel is never closed: a process has one instance for a state directory. If the file
 * was removed, a lock on it would exclude no later caller, so it is created again.
 *
 * <p>Safe for use by several threads.
 */
public final class FileLocks implements Locks {
  private static final String FAILPOINT_FILES = "locks";
  private static final String JOURNALS = "journal-locks";
  private static final long FIRST_PAUSE_NANOS = 500_000;

  /** Waiters that tried more often would take the processor from the holder. */
  private static final long LONGEST_PAUSE_NANOS = 32_000_000;

  private final StateDirectory state;
  private final String file;
  private final Map<String, ThreadLock> threads = new HashMap<>();
  private @Nullable Path path;
  private @Nullable FileChannel channel;
  private @Nullable Object channelKey;
  private @Nullable LockSecret secret;

  private FileLocks(StateDirectory state, String file) {
    this.state = state;
    this.file = file;
  }

  /** Creates the locks of failpoint files; the state directory is created with the first lock. */
  public static FileLocks ofFailpointFiles(StateDirectory state) {
    return new FileLocks(state, FAILPOINT_FILES);
  }

  /** Creates the locks of journals, which no lock of a failpoint file can hold up. */
  public static FileLocks ofJournals(StateDirectory state) {
    return new FileLocks(state, JOURNALS);
  }

  /** A lock among the threads of this process, and how many hold it or wait for it. */
  private static final class ThreadLock {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  /** A lock that is held; closing it frees it. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public Held lock(String key, Duration timeout, String name) throws InterruptedException {
    long nanos = timeout.compareTo(DurationRange.LONGEST) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    long from = System.nanoTime();
    ThreadLock thread = joined(key);
    boolean first = false;
    try {
      first = thread.lock.tryLock(nanos, TimeUnit.NANOSECONDS);
    } finally {
      if (!first) {
        left(key, thread);
      }
    }
    if (!first) {
      throw timedOut(
          name, timeout, " by another thread of process " + ProcessHandle.current().pid());
    }
    boolean locked = false;
    try {
      FileChannel opened = channel();
      long offset = offset(key);
      long pause = FIRST_PAUSE_NANOS;
      while (true) {
        FileLock lock = tryLock(opened, offset);
        if (lock != null && isCurrent(opened)) {
          locked = true;
          return () -> release(lock, key, thread);
        }
        if (lock != null) {
          lock.release();
        }
        long left = nanos - (System.nanoTime() - from);
        if (left <= 0) {
          throw timedOut(name, timeout, holder(offset).map(pid -> " by process " + pid).orElse(""));
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
        pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
        opened = channel();
        offset = offset(key);
      }
    } catch (IOException e) {
      throw new CniException(
          CniError.IO_FAILURE,
          "the failpoint file " + name + " cannot be locked: " + e.getMessage());
    } finally {
      if (!locked) {
        thread.lock.unlock();
        left(key, thread);
      }
    }
  }

  private void release(FileLock lock, String key, ThreadLock thread) {
    try {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.lock.unlock();
      left(key, thread);
    }
  }

  private synchronized ThreadLock joined(String key) {
    ThreadLock thread = threads.computeIfAbsent(key, _ -> new ThreadLock());
    thread.users++;
    return thread;
  }

  private synchronized void left(String key, ThreadLock thread) {
    thread.users--;
    if (thread.users == 0) {
      threads.remove(key);
    }
  }

  private synchronized long offset(String key) throws IOException {
    if (secret == null) {
      // The directory was checked when the channel was opened in it.
      secret = LockSecret.of(Objects.requireNonNull(Objects.requireNonNull(path).getParent()));
    }
    return secret.offset(key);
  }

  private static @Nullable FileLock tryLock(FileChannel file, long offset) throws IOException {
    try {
      return file.tryLock(offset, 1, false);
    } catch (OverlappingFileLockException e) {
      // Another instance in this process has it.
      return null;
    }
  }

  private synchronized FileChannel channel() throws IOException {
    if (channel == null) {
      path = state.open().resolve(file);
      channel = opened(path);
      channelKey = key();
    }
    return channel;
  }

  private static FileChannel opened(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return FileChannel.open(
          path,
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
          CreationMode.of(0600));
    }
  }

  /** Returns whether the open file is still the one in the state directory. */
  private synchronized boolean isCurrent(FileChannel file) {
    if (file.equals(channel) && Objects.equals(key(), channelKey)) {
      return true;
    }
    // Not closed: other threads may hold a lock through it.
    channel = file.equals(channel) ? null : channel;
    secret = null;
    return false;
  }

  private @Nullable Object key() {
    try {
      return Files.readAttributes(
              Objects.requireNonNull(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads the holder from /proc/locks: {@code 1: POSIX ADVISORY WRITE pid dev:inode from to}. */
  private Optional<String> holder(long offset) {
    try {
      Object inode = Files.getAttribute(Objects.requireNonNull(path), "unix:ino");
      for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
        if (line.contains(":" + inode + " " + offset + " ")) {
          String[] fields = line.trim().split(" +", -1);
          return fields.length > 4 ? Optional.of(fields[4]) : Optional.empty();
        }
      }
    } catch (IOException e) {
      // The message does not name it.
    }
    return Optional.empty();
  }

  private static CniException timedOut(String name, Duration timeout, String holder) {
    return new CniException(
        CniError.TRY_AGAIN_LATER,
        "the failpoint file "
            + name
            + " has been locked"
            + holder
            + " for longer than "
            + timeout.toMillis()
            + " ms: try again");
  }
}
