package io.cnifp.engine.safefile;

import io.cnifp.engine.safefile.MountTable.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A path that an annotation names where the policy allows certain directories only ({@code
 * confDirs}). Two rules hold: the walk touches a file system only if it is local or holds one of
 * the directories, and the path ends in one of the directories. Used for one path, on one thread.
 */
final class ConfinedPath {
  private final List<Path> directories;
  private final MountTable mounts;

  /** The mounts, by id, that the walk has been allowed to touch. */
  private final Set<String> touched = new HashSet<>();

  ConfinedPath(List<Path> directories, MountTable mounts) {
    this.directories = directories;
    this.mounts = mounts;
  }

  /**
   * Resolves the path.
   *
   * @throws ForbiddenPathException if it leads to none of the directories, or fails outside of them
   * @throws IOException if it fails in one of them
   */
  Path resolve(Path path) throws IOException {
    PathWalk walk = new PathWalk(mounts, this::mayTouch, ConfinedPath::requireOneWay);
    Path real;
    try {
      real = walk.resolve(path);
    } catch (ForbiddenPathException e) {
      throw e;
    } catch (IOException e) {
      throw isInside(walk.reached(), touched) ? e : new ForbiddenPathException();
    }
    if (!isInside(real, touched)) {
      throw new ForbiddenPathException();
    }
    return real;
  }

  private boolean mayTouch(Mount mount, Path destination) {
    boolean allowed = mounts.isLocal(mount) || isInside(destination, Set.of());
    if (allowed) {
      touched.add(mount.id());
    }
    return allowed;
  }

  /**
   * Refuses a link that leads back: what there is on its way would decide where it leads, and so
   * would be disclosed, and no mount could be judged by where the path leads.
   */
  private static void requireOneWay(Path link) throws IOException {
    for (Path name : Files.readSymbolicLink(link)) {
      if (name.toString().equals("..")) {
        throw new ForbiddenPathException();
      }
    }
  }

  /**
   * Returns whether a path is in one of the directories. A directory on a file system that is
   * neither local nor one of some mounts is not resolved: it could hang a call that has nothing to
   * do with it.
   */
  private boolean isInside(Path path, Set<String> further) {
    for (Path directory : directories) {
      if (path.startsWith(directory.normalize())) {
        return true;
      }
    }
    for (Path directory : directories) {
      PathWalk walk =
          new PathWalk(
              mounts, (mount, _) -> mounts.isLocal(mount) || further.contains(mount.id()), _ -> {});
      try {
        if (path.startsWith(walk.resolve(directory))) {
          return true;
        }
      } catch (RemoteFileSystemException e) {
        if (path.startsWith(walk.reached())) {
          return true;
        }
      } catch (IOException e) {
        // A directory that does not exist contains nothing.
      }
    }
    return false;
  }
}
