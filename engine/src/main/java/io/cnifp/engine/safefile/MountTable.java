package io.cnifp.engine.safefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is mounted where in this process's mount namespace, as proc_pid_mountinfo(5) shows it. To
 * look at it touches no file system but /proc. Immutable.
 */
final class MountTable {
  /**
   * File systems that answer without a server or a daemon. Any other type may let a process hang in
   * the kernel, where not even SIGKILL ends it, or makes its files up.
   */
  private static final Set<String> LOCAL =
      Set.of(
          "aufs",
          "bcachefs",
          "btrfs",
          "cramfs",
          "devtmpfs",
          "ecryptfs",
          "erofs",
          "exfat",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "hfs",
          "hfsplus",
          "iso9660",
          "jfs",
          "minix",
          "msdos",
          "nilfs2",
          "ntfs",
          "ntfs3",
          "overlay",
          "ramfs",
          "reiserfs",
          "rootfs",
          "squashfs",
          "tmpfs",
          "ubifs",
          "udf",
          "ufs",
          "vfat",
          "xfs",
          "zfs");

  private static final Path ROOT = Path.of("/");

  private final Map<Path, Map<String, Mount>> byPoint = new HashMap<>();

  /**
   * A mount.
   *
   * @param id its id
   * @param type the type of its file system
   * @param device the device of its file system
   * @param isLocal whether its file system is local, or that of the root
   */
  record Mount(String id, String type, String device, boolean isLocal) {}

  private MountTable() {}

  /** Reads the table of this process. */
  static MountTable read() throws IOException {
    return parse(Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
  }

  /** Parses the content of {@code /proc/PID/mountinfo}, one byte a character. */
  static MountTable parse(String text) {
    MountTable table = new MountTable();
    String rootDevice = "";
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length > 6 && fields[4].equals("/")) {
        rootDevice = fields[2];
      }
    }
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      int separator = line.indexOf(" - ");
      if (fields.length <= 6 || separator < 0) {
        continue;
      }
      String type = line.substring(separator + 3).split(" ", 2)[0];
      boolean local = LOCAL.contains(type) || fields[2].equals(rootDevice);
      table
          .byPoint
          .computeIfAbsent(Path.of(unescaped(fields[4])), _ -> new HashMap<>())
          .put(fields[1], new Mount(fields[0], type, fields[2], local));
    }
    return table;
  }

  /** Returns the mount that a path lookup begins in; empty if the root is not a mount point. */
  Optional<Mount> root() {
    Map<String, Mount> mounts = byPoint.getOrDefault(ROOT, Map.of());
    for (Map.Entry<String, Mount> entry : mounts.entrySet()) {
      if (mounts.values().stream().noneMatch(mount -> mount.id().equals(entry.getKey()))) {
        return Optional.of(top(ROOT, entry.getValue()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the mount that a path lookup enters at a path; empty if nothing is mounted there.
   *
   * @param path a path without links
   * @param parent the mount that its directory is in; empty if that is not known
   */
  Optional<Mount> at(Path path, Optional<Mount> parent) {
    Map<String, Mount> mounts = byPoint.get(path);
    if (mounts == null) {
      return Optional.empty();
    }
    @Nullable Mount entered =
        parent.isPresent()
            ? mounts.get(parent.get().id())
            : mounts.values().stream().findAny().orElse(null);
    return entered == null ? Optional.empty() : Optional.of(top(path, entered));
  }

  /** Follows mounts that are stacked on one another. */
  private Mount top(Path path, Mount lowest) {
    Map<String, Mount> mounts = byPoint.getOrDefault(path, Map.of());
    Mount top = lowest;
    for (int i = 0; i < mounts.size(); i++) {
      Mount next = mounts.get(top.id());
      if (next == null) {
        return top;
      }
      top = next;
    }
    return top;
  }

  /** Decodes {@code \040} and the like, and the bytes as UTF-8. */
  private static String unescaped(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 3 < text.length()) {
        bytes[length++] = (byte) Integer.parseInt(text.substring(i + 1, i + 4), 8);
        i += 3;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
