package io.cnifp.engine.safefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Whether only trusted users can change what a path leads to: each file, directory and link on its
 * way belongs to root or to the calling user, and no other user may write it. A directory that
 * everyone may write is trusted if it is sticky, as {@code /tmp} is: its entries remain their
 * owners'.
 */
public final class TrustedPath {
  private static final int MAX_LINKS = 40;
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int STICKY = 01000;
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int DIRECTORY = 0040000;

  private TrustedPath() {}

  /**
   * The result of a check.
   *
   * @param real the path with all links resolved, as far as it was checked
   * @param problem why the path is not trusted; empty if it is
   * @param isSelfs whether the last element belongs to the calling user and no other may write it
   */
  public record Trusted(Path real, String problem, boolean isSelfs) {}

  /** Checks an absolute path, element by element. */
  public static Trusted check(Path path) {
    Deque<Path> ahead = new ArrayDeque<>();
    push(ahead, path);
    Path real = Path.of("/");
    int links = 0;
    try {
      int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Map<String, Object> stat = stat(real);
      String problem = problem(real, stat, self);
      while (problem.isEmpty() && !ahead.isEmpty()) {
        Path name = ahead.pop();
        if (name.toString().equals("..")) {
          real = real.getParent() == null ? real : real.getParent();
          stat = stat(real);
          continue;
        }
        Path next = real.resolve(name);
        stat = stat(next);
        problem = problem(next, stat, self);
        if (type(stat) != LINK) {
          real = next;
          continue;
        }
        if (++links > MAX_LINKS) {
          return new Trusted(real, "too many symbolic links", false);
        }
        Path target = Files.readSymbolicLink(next);
        real = target.isAbsolute() ? Path.of("/") : real;
        stat = stat(real);
        push(ahead, target);
      }
      return new Trusted(real, problem, isSelfs(stat, self));
    } catch (IOException e) {
      return new Trusted(real, "it does not exist or cannot be examined", false);
    }
  }

  private static void push(Deque<Path> ahead, Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      Path name = path.getName(i);
      if (!name.toString().isEmpty() && !name.toString().equals(".")) {
        ahead.push(name);
      }
    }
  }

  private static Map<String, Object> stat(Path element) throws IOException {
    return Files.readAttributes(element, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSelfs(Map<String, Object> stat, int self) {
    return (Integer) stat.getOrDefault("uid", -1) == self
        && ((Integer) stat.getOrDefault("mode", 0) & WRITABLE_BY_OTHERS) == 0;
  }

  private static int type(Map<String, Object> stat) {
    return (Integer) stat.getOrDefault("mode", 0) & TYPE;
  }

  private static String problem(Path element, Map<String, Object> stat, int self) {
    int uid = (Integer) stat.getOrDefault("uid", -1);
    int mode = (Integer) stat.getOrDefault("mode", 0);
    if (uid != 0 && uid != self) {
      return DisplayPath.of(element) + " belongs to another user";
    }
    boolean link = type(stat) == LINK;
    boolean stickyDirectory = type(stat) == DIRECTORY && (mode & STICKY) != 0;
    return link || stickyDirectory || (mode & WRITABLE_BY_OTHERS) == 0
        ? ""
        : DisplayPath.of(element) + " may be written by others than its owner";
  }
}
