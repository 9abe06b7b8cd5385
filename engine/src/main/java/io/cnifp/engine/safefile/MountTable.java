package io.cnifp.engine.safefile;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** The content of mountinfo, one byte a character. */
  private final String text;

  /** The lines of each mount point, as offsets in the text. */
  private final Map<String, List<Integer>> lines = new HashMap<>();

  private String rootDevice = "";

  /**
   * A mount.
   *
   * @param id its id
   * @param parent the id of the mount that its mount point is in
   * @param type the type of its file system
   * @param device the device of its file system
   */
  record Mount(String id, String parent, String type, String device) {}

  private MountTable(String text) {
    this.text = text;
  }

  /** Reads the table of this process. */
  static MountTable read() throws IOException {
    return read(null);
  }

  /** Reads the table of this process; returns the last one if nothing has changed since. */
  static MountTable read(@Nullable MountTable last) throws IOException {
    // Not by a channel, the first of which loads the library of sockets.
    try (InputStream in = new FileInputStream("/proc/self/mountinfo")) {
      String now = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return last != null && last.text.equals(now) ? last : parse(now);
    }
  }

  /**
   * Parses the content of {@code /proc/PID/mountinfo}, one byte a character. A node has hundreds of
   * mounts, and each call comes here: of a line only its mount point is looked at before a path
   * leads there.
   */
  static MountTable parse(String text) {
    MountTable table = new MountTable(text);
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      int point = field(text, from, 4);
      int options = text.indexOf(' ', point);
      if (point > 0 && options > 0 && options < end) {
        table.add(unescaped(text.substring(point, options)), from);
      }
      from = end + 1;
    }
    for (Mount mount : table.mounts("/")) {
      table.rootDevice = mount.device();
    }
    return table;
  }

  private void add(String point, int line) {
    List<Integer> at = lines.get(point);
    if (at == null) {
      at = new ArrayList<>(1);
      lines.put(point, at);
    }
    at.add(line);
  }

  /** Returns where a field of a line begins; 0 if there is none. */
  private static int field(String text, int line, int number) {
    int field = line;
    for (int i = 0; i < number; i++) {
      field = text.indexOf(' ', field) + 1;
      if (field == 0) {
        return 0;
      }
    }
    return field;
  }

  /** Returns what is mounted at a path, in the order of the table. */
  private List<Mount> mounts(String point) {
    List<Integer> at = lines.get(point);
    if (at == null) {
      return List.of();
    }
    List<Mount> mounts = new ArrayList<>(at.size());
    for (int line : at) {
      int newline = text.indexOf('\n', line);
      Optional<Mount> mount = mount(text.substring(line, newline < 0 ? text.length() : newline));
      if (mount.isPresent()) {
        mounts.add(mount.get());
      }
    }
    return mounts;
  }

  /** Parses a line: {@code ID PARENT DEVICE ROOT POINT OPTIONS ... - TYPE SOURCE OPTIONS}. */
  private static Optional<Mount> mount(String line) {
    int separator = line.indexOf(" - ");
    if (separator < 0) {
      return Optional.empty();
    }
    int parent = field(line, 0, 1);
    int device = field(line, 0, 2);
    int root = field(line, 0, 3);
    int end = line.indexOf(' ', separator + 3);
    return Optional.of(
        new Mount(
            line.substring(0, parent - 1),
            line.substring(parent, device - 1),
            line.substring(separator + 3, end < 0 ? line.length() : end),
            line.substring(device, root - 1)));
  }

  /** Returns whether a file system is local, or that of the root. */
  boolean isLocal(Mount mount) {
    return LOCAL.contains(mount.type()) || mount.device().equals(rootDevice);
  }

  /** Returns the mount that a path lookup begins in; empty if the root is not a mount point. */
  Optional<Mount> root() {
    List<Mount> mounts = mounts("/");
    for (Mount mount : mounts) {
      if (!has(mounts, mount.parent())) {
        return Optional.of(top(mounts, mount));
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
    List<Mount> mounts = mounts(path.toString());
    if (mounts.isEmpty()) {
      return Optional.empty();
    }
    Optional<Mount> entered =
        parent.isPresent() ? on(mounts, parent.get().id()) : Optional.of(mounts.get(0));
    return entered.isPresent() ? Optional.of(top(mounts, entered.get())) : Optional.empty();
  }

  private static boolean has(List<Mount> mounts, String id) {
    for (Mount mount : mounts) {
      if (mount.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /** Follows mounts that are stacked on one another. */
  private static Mount top(List<Mount> mounts, Mount lowest) {
    Mount top = lowest;
    for (int i = 0; i < mounts.size(); i++) {
      Optional<Mount> next = on(mounts, top.id());
      if (next.isEmpty()) {
        return top;
      }
      top = next.get();
    }
    return top;
  }

  /** Returns the mount whose mount point is in another; the last one, if there are more. */
  private static Optional<Mount> on(List<Mount> mounts, String parent) {
    Optional<Mount> on = Optional.empty();
    for (Mount mount : mounts) {
      if (mount.parent().equals(parent)) {
        on = Optional.of(mount);
      }
    }
    return on;
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
