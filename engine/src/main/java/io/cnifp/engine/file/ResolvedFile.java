package io.cnifp.engine.file;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a failpoint file really is, after all links, and whether the policy lets an annotation name
 * it.
 *
 * @param folder the real path of its folder
 * @param name its name there
 */
record ResolvedFile(Path folder, Path name) {

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
      return new ResolvedFile(folder, real.getFileName());
    } catch (IOException e) {
      if (narrowed && !mayTellMissing(path, policy.confDirs().get())) {
        throw forbidden(path);
      }
      throw FailpointFile.unreadable(path, e);
    }
  }

  /** Compares by hand: a record's own equals costs 3 ms at its first use, no AOT cache keeps it. */
  boolean isSameAs(ResolvedFile other) {
    return folder.equals(other.folder) && name.equals(other.name);
  }

  private static boolean mayTellMissing(Path path, List<Path> folders) {
    Path parent = path.normalize().getParent();
    try {
      return parent != null
          && parent.equals(path.getParent())
          && isInside(parent.toRealPath(), folders)
          && !Files.isSymbolicLink(path);
    } catch (IOException e) {
      return false;
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
