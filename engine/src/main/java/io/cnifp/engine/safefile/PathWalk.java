package io.cnifp.engine.safefile;

import io.cnifp.engine.safefile.MountTable.Mount;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Resolves a path as the kernel would, name by name, and looks at what is mounted at each name
 * before it touches it. Used for one path, on one thread.
 */
final class PathWalk {
  private static final int MAX_LINKS = 40;
  private static final char UNDECODABLE = '\uFFFD';
  private static final Path ROOT = Path.of("/");

  private final MountTable mounts;
  private final BiPredicate<Mount, Path> allowed;
  private final LinkRule links;
  private final Deque<Path> ahead = new ArrayDeque<>();
  private final List<Optional<Mount>> entered = new ArrayList<>();
  private Path real = ROOT;

  /** Which links are followed. */
  @FunctionalInterface
  interface LinkRule {
    /** Throws an exception if a link is not followed. */
    void require(Path link) throws IOException;
  }

  /**
   * Creates a walk.
   *
   * @param mounts what is mounted where
   * @param allowed whether a file system may be touched; gets its mount and where the path leads as
   *     far as it is known
   * @param links which links are followed
   */
  PathWalk(MountTable mounts, BiPredicate<Mount, Path> allowed, LinkRule links) {
    this.mounts = mounts;
    this.allowed = allowed;
    this.links = links;
    entered.add(mounts.root());
  }

  /** Returns a walk that follows all links, and touches local file systems alone. */
  static PathWalk onLocal(MountTable mounts) {
    return new PathWalk(mounts, (mount, _) -> mounts.isLocal(mount), _ -> {});
  }

  /**
   * Resolves an absolute path.
   *
   * @throws RemoteFileSystemException if it leads through a file system that is not allowed
   * @throws IOException if something on it does not exist
   */
  Path resolve(Path path) throws IOException {
    push(path);
    int followed = 0;
    boolean directory = true;
    while (!ahead.isEmpty()) {
      Path name = ahead.pop();
      if (!directory) {
        throw new NotDirectoryException(real.toString());
      }
      if (name.toString().equals("..")) {
        leave();
        continue;
      }
      if (name.toString().indexOf(UNDECODABLE) >= 0) {
        // The list of mounts could not be compared with it.
        throw new UnsafeFileException("has a name in its path that is not UTF-8");
      }
      Path next = real.resolve(name);
      Optional<Mount> mount = mounts.at(next, entered.getLast());
      if (mount.isPresent() && !allowed.test(mount.get(), destination(next))) {
        real = destination(next);
        throw new RemoteFileSystemException(mount.get().type());
      }
      BasicFileAttributes attributes =
          Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        if (++followed > MAX_LINKS) {
          throw new FileSystemLoopException(path.toString());
        }
        links.require(next);
        follow(Files.readSymbolicLink(next));
        continue;
      }
      real = next;
      entered.add(mount.isPresent() ? mount : entered.getLast());
      directory = attributes.isDirectory();
    }
    return real;
  }

  /**
   * Returns how far the path could be resolved: to the directory of the name that is missing, or to
   * where it leads through a file system that is not allowed.
   */
  Path reached() {
    return real;
  }

  private void follow(Path target) {
    if (target.isAbsolute()) {
      while (real.getNameCount() > 0) {
        leave();
      }
    }
    push(target);
  }

  private void leave() {
    if (real.getNameCount() > 0) {
      real = real.getParent() == null ? ROOT : real.getParent();
      entered.removeLast();
    }
  }

  private void push(Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      String name = path.getName(i).toString();
      if (!name.isEmpty() && !name.equals(".")) {
        ahead.push(path.getName(i));
      }
    }
  }

  /** Returns where a path leads if no further link is on it. */
  private Path destination(Path next) {
    Path destination = next;
    for (Path name : ahead) {
      destination = destination.resolve(name);
    }
    return destination.normalize();
  }
}
