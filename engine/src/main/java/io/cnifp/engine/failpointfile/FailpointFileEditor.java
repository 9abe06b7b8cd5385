package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.safefile.ResolvedPath;
import io.cnifp.engine.safefile.SecureDirectory;
import io.cnifp.engine.statedir.FileLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Edits failpoint files for people, under the lock that calls acquire: no call sees half an edit,
 * and no count is lost.
 *
 * <p>Safe for use by several threads.
 */
public final class FailpointFileEditor {
  private static final int MAX_TRIES = 100;
  private static final byte[] EMPTY = {'{', '}', '\n'};

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
   * Reads a file for a person.
   *
   * @throws io.cnifp.engine.safefile.UnsafeFileException if it is no regular file or too large, or
   *     is reached through a link of another user; the message continues "the file X ..."
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path path) throws IOException {
    ResolvedPath file = ResolvedPath.of(path.toAbsolutePath(), PathRules.PERSON);
    try (SecureDirectory directory = SecureDirectory.open(file.directory(), true)) {
      return directory.read(file.name(), FailpointFile.MAX_SIZE);
    }
  }

  /**
   * Edits a file; owner, group and mode stay.
   *
   * @param create whether a file that does not exist is created, as if it were <code>{}</code>
   * @throws CniException with code 999 if the file cannot be read or replaced, with code 11 if it
   *     cannot be locked in time. Nothing was changed then
   */
  public void edit(Path path, boolean create, Change change) throws InterruptedException {
    Path absolute = path.toAbsolutePath();
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        if (edited(absolute, create, change)) {
          return;
        }
      } catch (IOException e) {
        throw FailpointFileErrors.unreadable(path, PathRules.PERSON, e);
      }
    }
    throw FailpointFileErrors.of(path, "keeps being changed by someone else");
  }

  /** Returns false if someone else has changed or moved the file meanwhile. */
  private boolean edited(Path path, boolean create, Change change)
      throws IOException, InterruptedException {
    boolean isNew = create && Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    ResolvedPath file =
        isNew ? ResolvedPath.ofMissing(path) : ResolvedPath.of(path, PathRules.PERSON);
    try (SecureDirectory directory = SecureDirectory.open(file.directory(), true);
        FileLocks.Held _ =
            locks.lock(
                FailpointFile.key(directory, file.name()), lockTimeout, DisplayPath.of(path))) {
      if (isNew) {
        return directory.isStillThere() && directory.create(file.name(), change.apply(EMPTY));
      }
      byte[] changed = change.apply(directory.read(file.name(), FailpointFile.MAX_SIZE));
      return ResolvedPath.of(path, PathRules.PERSON).isSameAs(file)
          && directory.isStillThere()
          && directory.replace(file.name(), changed);
    }
  }
}
