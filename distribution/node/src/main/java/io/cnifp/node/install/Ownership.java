package io.cnifp.node.install;

import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether only root and the calling user can change an image: what is in it, and each directory
 * above it. Who can change an image decides what root runs at each call.
 */
public final class Ownership {
  private static final int WRITABLE_BY_OTHERS = 022;

  private Ownership() {}

  /**
   * Checks an image or a build; its extensions are checked when they are loaded.
   *
   * @return what is wrong; empty if all is in order
   */
  public static String problemOfImage(Path image) throws IOException {
    String above = problemOfPath(image);
    if (!above.isEmpty()) {
      return above;
    }
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    for (Path name : ImageContent.names(image)) {
      String problem = problem(image, image.resolve(name), self);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  /**
   * Checks a path, as far as it exists, and each directory above it.
   *
   * @return what is wrong; empty if all is in order
   */
  public static String problemOfPath(Path path) {
    return TrustedPath.check(AbsolutePath.existing(path)).problem();
  }

  private static String problem(Path image, Path path, int self) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int uid = (Integer) stat.getOrDefault("uid", -1);
    int mode = (Integer) stat.getOrDefault("mode", 0);
    if (uid != 0 && uid != self) {
      return DisplayPath.of(path) + " belongs to another user";
    }
    if (Files.isSymbolicLink(path)) {
      Path target = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
      return target.startsWith(image) ? "" : DisplayPath.of(path) + " leads out of the image";
    }
    return (mode & WRITABLE_BY_OTHERS) == 0
        ? ""
        : DisplayPath.of(path) + " may be written by others than its owner";
  }

  /**
   * Requires an image that can be trusted.
   *
   * @throws InstallException if it can't
   */
  static void requireImage(Path image) throws IOException {
    require(problemOfImage(image), "unpack the archive as root, below directories of root alone");
  }

  /**
   * Requires a build that can be trusted. A repair would not be enough: whoever could change it may
   * have a file of it open.
   *
   * @throws InstallException if it can't
   */
  static void requireBuild(Path build) throws IOException {
    require(problemOfImage(build), "uninstall cni-fp, and install it again");
  }

  /**
   * Requires a prefix that can be trusted.
   *
   * @throws InstallException if it can't
   */
  static void requirePrefix(Prefix prefix) {
    List<Path> paths = new ArrayList<>(List.of(prefix.directory()));
    for (Path own : List.of(prefix.manifest(), prefix.current(), prefix.lock())) {
      if (FileTree.exists(own) && !Files.isSymbolicLink(own)) {
        paths.add(own);
      }
    }
    for (Path path : paths) {
      require(problemOfPath(path), "install to a directory that only root or you can change");
    }
  }

  private static void require(String problem, String advice) {
    if (!problem.isEmpty()) {
      throw new InstallException(problem + ", and so could change what calls run: " + advice);
    }
  }
}
