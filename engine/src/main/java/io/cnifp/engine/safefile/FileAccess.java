package io.cnifp.engine.safefile;

import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.util.Optional;

/**
 * How the files of calls are reached. An engine has one for all its calls. Safe for use by several
 * threads.
 */
public final class FileAccess {
  private final Optional<Posix> posix;
  private final CurrentMounts mounts;

  /**
   * Creates an access.
   *
   * @param posix opens files without threads, and watches the mounts; without it the JDK's own ways
   *     serve
   */
  public FileAccess(Optional<Posix> posix) {
    this.posix = posix;
    this.mounts = new CurrentMounts(posix);
  }

  /** Returns what resolves paths within the rules for them. */
  public PathResolver resolver(PathRules rules) {
    return new PathResolver(rules, mounts);
  }

  /**
   * Opens the directory of a file.
   *
   * @throws IOException as {@link SecureDirectory#open}
   */
  public SecureDirectory open(ResolvedPath file) throws IOException {
    return SecureDirectory.open(file.directory(), file.confined(), posix);
  }
}
