package io.cnifp.engine.safefile;

import io.cnifp.engine.safefile.PathWalk.LinkRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a file is after all links are resolved, within the rules for it.
 *
 * @param directory the real path of its directory
 * @param name its name there
 * @param confined whether it may be in certain directories only, so that it must be nowhere else
 *     when it is opened
 */
public record ResolvedPath(Path directory, Path name, boolean confined) {
  /** The longest path that Linux accepts, in bytes. */
  private static final int MAX_LENGTH = 4095;

  /**
   * Resolves a path.
   *
   * @param path an absolute path
   * @param rules where the file may be
   * @throws ForbiddenPathException if it leads elsewhere. What cannot be resolved outside of the
   *     allowed directories is forbidden, not missing: whether there is such a file is not
   *     disclosed
   * @throws RemoteFileSystemException if it leads through a file system that is not local, and the
   *     rules name no directory there
   * @throws IOException if it cannot be resolved
   */
  public static ResolvedPath of(Path path, PathRules rules) throws IOException {
    return switch (rules.namedBy()) {
      case ADMINISTRATOR -> of(path.toRealPath(), false);
      case PERSON -> of(personal().resolve(path), true);
      case ANNOTATION -> annotated(path, rules.confDirs());
    };
  }

  /**
   * Resolves the path of a file that a person wants to create.
   *
   * @throws IOException if its directory cannot be resolved, or if something is there
   */
  public static ResolvedPath ofMissing(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new ResolvedPath(personal().resolve(directory), path.getFileName(), true);
  }

  private static PathWalk personal() throws IOException {
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new PathWalk(
        MountTable.read(),
        (_, _) -> true,
        link -> {
          int owner = (Integer) Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
          if (owner != 0 && owner != self) {
            throw new UnsafeFileException("is reached through a link of another user");
          }
        });
  }

  private static ResolvedPath annotated(Path path, Optional<List<Path>> confDirs)
      throws IOException {
    requirePlain(path);
    MountTable mounts = MountTable.read();
    return confDirs.isEmpty()
        ? of(
            new PathWalk(mounts, (mount, _) -> mounts.isLocal(mount), LinkRule.ALL).resolve(path),
            false)
        : of(confined(path, confDirs.get(), mounts), true);
  }

  /** Compares by hand: the first use of a record's equals costs 3 ms even with the AOT cache. */
  public boolean isSameAs(ResolvedPath other) {
    return directory.equals(other.directory) && name.equals(other.name);
  }

  private static ResolvedPath of(Path real, boolean confined) throws UnsafeFileException {
    Path directory = real.getParent();
    if (directory == null) {
      throw new UnsafeFileException("is not a regular file");
    }
    return new ResolvedPath(directory, real.getFileName(), confined);
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

  private static Path confined(Path path, List<Path> confDirs, MountTable mounts)
      throws IOException {
    Set<String> touched = new HashSet<>();
    PathWalk walk =
        new PathWalk(
            mounts,
            (mount, destination) -> {
              boolean allowed =
                  mounts.isLocal(mount) || isInside(destination, confDirs, mounts, Set.of());
              if (allowed) {
                touched.add(mount.id());
              }
              return allowed;
            },
            ResolvedPath::requireOneWay);
    Path real;
    try {
      real = walk.resolve(path);
    } catch (ForbiddenPathException e) {
      throw e;
    } catch (IOException e) {
      throw isInside(walk.reached(), confDirs, mounts, touched) ? e : new ForbiddenPathException();
    }
    if (!isInside(real, confDirs, mounts, touched)) {
      throw new ForbiddenPathException();
    }
    return real;
  }

  /**
   * Returns whether a path is in one of the directories. A directory on a file system that is
   * neither local nor touched is not resolved: it could hang a call that has nothing to do with it.
   */
  private static boolean isInside(
      Path path, List<Path> directories, MountTable mounts, Set<String> touched) {
    for (Path directory : directories) {
      if (path.startsWith(directory.normalize())) {
        return true;
      }
    }
    for (Path directory : directories) {
      PathWalk walk =
          new PathWalk(
              mounts,
              (mount, _) -> mounts.isLocal(mount) || touched.contains(mount.id()),
              LinkRule.ALL);
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
