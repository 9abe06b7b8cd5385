package io.cnifp.engine.safefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Resolves paths within the rules for them. What is mounted is looked up anew for each path. {@link
 * FileAccess} creates one for a call. Used on one thread.
 */
public final class PathResolver {
  /** The longest path that Linux accepts, in bytes. */
  private static final int MAX_LENGTH = 4095;

  private final PathRules rules;
  private final CurrentMounts mounts;

  /** Creates a resolver; nothing is read yet. */
  PathResolver(PathRules rules, CurrentMounts mounts) {
    this.rules = rules;
    this.mounts = mounts;
  }

  /** Returns the rules. */
  public PathRules rules() {
    return rules;
  }

  /**
   * Resolves an absolute path.
   *
   * @throws ForbiddenPathException if it leads where it may not be. What cannot be resolved outside
   *     of the allowed directories is forbidden, not missing: whether there is such a file is not
   *     disclosed
   * @throws RemoteFileSystemException if it leads through a file system that is not local, and the
   *     rules name no directory there
   * @throws IOException if it cannot be resolved
   */
  public ResolvedPath resolve(Path path) throws IOException {
    return switch (rules.namedBy()) {
      case ADMINISTRATOR -> ResolvedPath.of(path.toRealPath(), false);
      case PERSON -> ResolvedPath.of(personal(mounts.table()).resolve(path), true);
      case ANNOTATION -> annotated(path);
    };
  }

  /** Returns a walk that follows links of root and of the calling user. */
  static PathWalk personal(MountTable mounts) throws IOException {
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new PathWalk(
        mounts,
        (_, _) -> true,
        link -> {
          int owner = (Integer) Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
          if (owner != 0 && owner != self) {
            throw new UnsafeFileException("is reached through a link of another user");
          }
        });
  }

  private ResolvedPath annotated(Path path) throws IOException {
    requirePlain(path);
    MountTable table = mounts.table();
    return rules.confDirs().isEmpty()
        ? ResolvedPath.of(PathWalk.onLocal(table).resolve(path), false)
        : ResolvedPath.of(new ConfinedPath(rules.confDirs().get(), table).resolve(path), true);
  }

  /** Refuses what a person does not write, before anything is looked at. */
  private static void requirePlain(Path path) throws UnsafeFileException {
    String text = path.toString();
    if (text.length() > MAX_LENGTH || text.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
      throw new UnsafeFileException("has a path of more than " + MAX_LENGTH + " bytes");
    }
    for (Path name : path) {
      if (name.toString().equals("..")) {
        throw new UnsafeFileException("has .. in its path: name it without");
      }
    }
  }
}
