package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The lock of a prefix, which lets one installer at a time change it. It ends with the process. */
final class InstallLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Flock lock;

  private InstallLock(Flock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock; waits while another installer has it.
   *
   * @param undo gets what removes the file if this call has created it
   * @throws InstallException if the other one doesn't end
   */
  static InstallLock take(FileChanges changes, Prefix prefix, Undo undo)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Path file = prefix.lock();
    boolean created = false;
    while (true) {
      if (!FileTree.exists(file)) {
        create(changes, file);
        created = true;
      }
      long before = number(file);
      Optional<Flock> lock = before == 0 ? Optional.empty() : tryLock(file);
      if (lock.isPresent()) {
        // Uninstalling deletes the file, and another installer creates a new one.
        if (before == number(file)) {
          if (created) {
            undo.add(() -> Files.deleteIfExists(file));
          }
          return new InstallLock(lock.get());
        }
        lock.get().close();
      }
      if (System.nanoTime() - end > 0) {
        throw new InstallException(
            "another installer works on " + prefix + " (it holds the lock of " + file + ")");
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Returns empty also if the other installer has deleted the file just now. */
  private static Optional<Flock> tryLock(Path file) throws IOException {
    try {
      return Flock.tryLock(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the number of a file; 0 if there is none. */
  private static long number(Path file) throws IOException {
    try {
      return (Long) Files.getAttribute(file, "unix:ino");
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static void create(FileChanges changes, Path file) throws IOException {
    try {
      changes.write(file, new byte[0], true);
    } catch (FileAlreadyExistsException e) {
      // Another installer was faster.
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
