package io.cnifp.engine.file;

import io.cnifp.api.CniException;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * Changes failpoint files as people do, under the lock that calls take: no call sees half a change,
 * and no count is lost in between.
 *
 * <p>May be used by several threads at once.
 */
public final class FailpointFileEditor {
  private static final int MOST_MOVES = 100;
  private static final String EMPTY = "{}\n";
  private static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private final FileLocks locks;
  private final Duration lockTimeout;

  /**
   * Creates an editor.
   *
   * @param locks the locks that calls take
   * @param lockTimeout how long to wait for one
   */
  public FailpointFileEditor(FileLocks locks, Duration lockTimeout) {
    this.locks = locks;
    this.lockTimeout = lockTimeout;
  }

  /** What becomes of a file's content. */
  @FunctionalInterface
  public interface Change {
    /** Returns the new content. */
    byte[] apply(byte[] content);
  }

  /**
   * Makes an empty failpoint file, <code>{}</code>, if there is nothing at the path.
   *
   * @throws CniException with code 999 if that can't be done
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
      // Unlike a move it never replaces a file that has come meanwhile.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Somebody else has made it.
    } catch (IOException e) {
      throw FailpointFile.unreadable(file, e);
    } finally {
      remove(whole);
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It was not made.
    }
  }

  /**
   * Changes a file; owner, group and mode stay.
   *
   * @throws CniException with code 999 if the file can't be read or replaced, with code 11 if it
   *     can't be locked in time. Nothing has changed then
   */
  public void edit(Path path, Change change) throws InterruptedException {
    FailpointSource source = new FailpointSource(path, true);
    for (int i = 0; i < MOST_MOVES; i++) {
      ResolvedFile file = ResolvedFile.of(source, Policy.DEFAULT);
      try (PinnedFolder folder = PinnedFolder.open(file.folder(), false);
          FileLocks.Held _ =
              locks.lock(FileLocks.key(folder, file.name()), lockTimeout, path.toString())) {
        byte[] content = folder.read(file.name(), FailpointFile.MAX_SIZE);
        byte[] changed = change.apply(content);
        if (ResolvedFile.of(source, Policy.DEFAULT).isSameAs(file)
            && folder.isStillThere()
            && folder.replace(file.name(), changed)) {
          return;
        }
      } catch (IOException e) {
        throw FailpointFile.unreadable(path, e);
      }
    }
    throw FailpointFile.error(path, "keeps being changed by someone else");
  }
}
