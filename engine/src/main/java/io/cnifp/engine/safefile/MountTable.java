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

  private final Map<String, Map<String, Mount>> byPoint = new HashMap<>();
  private String rootDevice = "";

  /**
   * A mount.
   *
   * @param id its id
   * @param type the type of its file system
   * @param device the device of its file system
   */
  record Mount(String id, String type, String device) {}

  private MountTable() {}

  /** Reads the table of this process. */
  static MountTable read() throws IOException {
    return parse(Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
  }

  /**
   * Parses the content of {@code /proc/PID/mountinfo}, one byte a character. A node has hundreds of
   * mounts, and each call comes here: nothing is decoded that is not looked up.
   */
  static MountTable parse(String text) {
    MountTable table = new MountTable();
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      table.add(text, from, end);
      from = end + 1;
    }
    return table;
  }

  /** Adds a line: {@code ID PARENT DEVICE ROOT POINT OPTIONS ... - TYPE SOURCE OPTIONS}. */
  private void add(String text, int from, int end) {
    int[] field = new int[6];
    field[0] = from;
    for (int i = 1; i < field.length; i++) {
      field[i] = text.indexOf(' ', field[i - 1]) + 1;
      if (field[i] == 0 || field[i] > end) {
        return;
      }
    }
    int separator = text.indexOf(" - ", field[5]);
    if (separator < 0 || separator > end) {
      return;
    }
    int typeEnd = text.indexOf(' ', separator + 3);
    String point = text.substring(field[4], field[5] - 1);
    String device = text.substring(field[2], field[3] - 1);
    String type = text.substring(separator + 3, typeEnd < 0 || typeEnd > end ? end : typeEnd);
    if (point.equals("/")) {
      rootDevice = device;
    }
    byPoint
        .computeIfAbsent(unescaped(point), _ -> new HashMap<>())
        .put(
            text.substring(field[1], field[2] - 1),
            new Mount(text.substring(field[0], field[1] - 1), type, device));
  }

  /** Returns whether a file system is local, or that of the root. */
  boolean isLocal(Mount mount) {
    return LOCAL.contains(mount.type()) || mount.device().equals(rootDevice);
  }

  /** Returns the mount that a path lookup begins in; empty if the root is not a mount point. */
  Optional<Mount> root() {
    Map<String, Mount> mounts = byPoint.getOrDefault("/", Map.of());
    for (Map.Entry<String, Mount> entry : mounts.entrySet()) {
      if (mounts.values().stream().noneMatch(mount -> mount.id().equals(entry.getKey()))) {
        return Optional.of(top("/", entry.getValue()));
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
    Map<String, Mount> mounts = byPoint.get(path.toString());
    if (mounts == null) {
      return Optional.empty();
    }
    @Nullable Mount entered =
        parent.isPresent()
            ? mounts.get(parent.get().id())
            : mounts.values().stream().findAny().orElse(null);
    return entered == null ? Optional.empty() : Optional.of(top(path.toString(), entered));
  }

  /** Follows mounts that are stacked on one another. */
  private Mount top(String path, Mount lowest) {
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
    boolean plain = text.indexOf('\\') < 0;
    for (int i = 0; plain && i < text.length(); i++) {
      plain = text.charAt(i) < 128;
    }
    if (plain) {
      return text;
    }
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
