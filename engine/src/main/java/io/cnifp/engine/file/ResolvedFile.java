package io.cnifp.engine.file;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.path.ShownPath;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a failpoint file really is, after all links, and whether the policy lets an annotation name
 * it.
 *
 * @param folder the real path of its folder
 * @param name its name there
 * @param confined whether the policy confines it to folders, so that it must be nowhere else when
 *     it is opened
 */
record ResolvedFile(Path folder, Path name, boolean confined) {

  /**
   * Resolves a file.
   *
   * <p>Of a path that the policy forbids nothing else is told, not even whether there is such a
   * file: a link inside an allowed folder whose target can't be resolved is forbidden, not missing.
   *
   * @throws CniException with code 999
   */
  static ResolvedFile of(FailpointSource source, Policy policy) {
    Path path = source.path();
    boolean narrowed = !source.trusted() && policy.confDirs().isPresent();
    try {
      Path real = path.toRealPath();
      if (narrowed && !isInside(real, policy.confDirs().get())) {
        throw forbidden(path);
      }
      Path folder = real.getParent();
      if (folder == null) {
        throw new UnfitFileException("isn't a regular file");
      }
      return new ResolvedFile(folder, real.getFileName(), narrowed);
    } catch (IOException e) {
      throw narrowed
          ? unresolved(path, policy.confDirs().get())
          : FailpointFile.unreadable(path, e);
    }
  }

  /** Compares by hand: a record's own equals costs 3 ms at its first use, no AOT cache keeps it. */
  boolean isSameAs(ResolvedFile other) {
    return folder.equals(other.folder) && name.equals(other.name);
  }

  /**
   * Tells of a path that can't be resolved only whether an allowed folder has such a name, by a
   * look of its own that follows no link: the reason why resolving failed may be one of a link's
   * target, even if the link is gone by now.
   */
  private static CniException unresolved(Path path, List<Path> folders) {
    Path parent = path.getParent();
    if (parent == null || !path.normalize().equals(path)) {
      return forbidden(path);
    }
    Path folder;
    try {
      folder = parent.toRealPath();
    } catch (IOException e) {
      return forbidden(path);
    }
    if (!isInside(folder, folders)) {
      return forbidden(path);
    }
    try (PinnedFolder pinned = PinnedFolder.open(folder, true)) {
      pinned.require(path.getFileName());
      return forbidden(path);
    } catch (IOException e) {
      return FailpointFile.unreadable(path, e);
    }
  }

  private static boolean isInside(Path real, List<Path> folders) {
    for (Path folder : folders) {
      try {
        if (real.startsWith(folder.toRealPath(new LinkOption[0]))) {
          return true;
        }
      } catch (IOException e) {
        // A folder that isn't there has nothing in it.
      }
    }
    return false;
  }

  private static CniException forbidden(Path path) {
    return new CniException(
        CniError.INTERNAL,
        "the node's policy forbids " + ShownPath.of(path) + " as a failpoint file");
  }
}
