package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import io.cnifp.engine.safefile.ResolvedPath;
import io.cnifp.engine.safefile.SecureDirectory;
import io.cnifp.engine.statedir.FileLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * Edits failpoint files for people, under the lock that calls acquire: no call sees half an edit,
 * and no count is lost.
 *
 * <p>Safe for use by several threads.
 */
public final class FailpointFileEditor {
  private static final int MAX_TRIES = 100;
  private static final String EMPTY = "{}\n";
  private static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private final FileLocks locks;
  private final Duration lockTimeout;

  /**
   * Creates an editor.
   *
   * @param locks the locks that calls acquire
   * @param lockTimeout how long to wait for one
   */
  public FailpointFileEditor(FileLocks locks, Duration lockTimeout) {
    this.locks = locks;
    this.lockTimeout = lockTimeout;
  }

  /** A change of a file's content. */
  @FunctionalInterface
  public interface Change {
    /** Returns the new content. */
    byte[] apply(byte[] content);
  }

  /**
   * Creates an empty failpoint file, <code>{}</code>, if nothing is at the path.
   *
   * @throws CniException with code 999 if that fails
   */
  public void createIfMissing(Path file) {
    if (Files.exists(file)) {
      return;
    }
    Path whole =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".cni-fp");
    try {
      Files.createFile(whole, MODE);
      Files.write(whole, EMPTY.getBytes(StandardCharsets.UTF_8));
      // Unlike a move, a link never replaces a file that was created meanwhile.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Someone else has created it.
    } catch (IOException e) {
      throw FailpointFileErrors.unreadable(file, e);
    } finally {
      remove(whole);
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It was not created.
    }
  }

  /**
   * Edits a file; owner, group and mode stay.
   *
   * @throws CniException with code 999 if the file cannot be read or replaced, with code 11 if it
   *     cannot be locked in time. Nothing was changed then
   */
  public void edit(Path path, Change change) throws InterruptedException {
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        ResolvedPath file = ResolvedPath.of(path, Optional.empty());
        try (SecureDirectory directory = SecureDirectory.open(file.directory(), false);
            FileLocks.Held _ =
                locks.lock(
                    FailpointFile.key(directory, file.name()), lockTimeout, path.toString())) {
          byte[] content = directory.read(file.name(), FailpointFile.MAX_SIZE);
          byte[] changed = change.apply(content);
          if (ResolvedPath.of(path, Optional.empty()).isSameAs(file)
              && directory.isStillThere()
              && directory.replace(file.name(), changed)) {
            return;
          }
        }
      } catch (IOException e) {
        throw FailpointFileErrors.unreadable(path, e);
      }
    }
    throw FailpointFileErrors.of(path, "keeps being changed by someone else");
  }
}
