package io.cnifp.engine.safefile;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The owner, group and mode of a file, which stay when the file is replaced.
 *
 * @param uid the user id of the owner
 * @param gid the group id
 * @param mode the permission bits
 */
record Ownership(int uid, int gid, int mode) {
  /**
   * Returns the ownership of a file; empty if the path does not lead to the file of this key any
   * more, as may happen in a directory that others may write.
   */
  static Optional<Ownership> of(Path file, Object key) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(file, "unix:uid,gid,mode,fileKey", LinkOption.NOFOLLOW_LINKS);
    if (!key.equals(stat.get("fileKey"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Ownership(
            (Integer) stat.getOrDefault("uid", -1),
            (Integer) stat.getOrDefault("gid", -1),
            (Integer) stat.getOrDefault("mode", 0) & 0777));
  }

  /**
   * Gives a file that was just created this ownership, unless it has it already.
   *
   * <p>It uses the open descriptor: in a directory that others may write, the name may mean another
   * file by now, which root must not give away.
   *
   * @param file its path, by which the descriptor is found
   * @param key its file key
   * @param open keeps the descriptor open
   */
  void give(Path file, Object key, SeekableByteChannel open) throws IOException {
    if (!open.isOpen() || isOf(file, key)) {
      return;
    }
    Path descriptor = descriptor(file);
    Files.setAttribute(descriptor, "unix:uid", uid);
    Files.setAttribute(descriptor, "unix:gid", gid);
    Files.setAttribute(descriptor, "unix:mode", mode);
  }

  /** Compares by hand: the first use of a record's equals costs 3 ms even with the AOT cache. */
  private boolean isOf(Path file, Object key) throws IOException {
    Ownership other = of(file, key).orElse(null);
    return other != null && uid == other.uid && gid == other.gid && mode == other.mode;
  }

  private static Path descriptor(Path file) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (leadsTo(file, descriptor)) {
          return descriptor;
        }
      }
    }
    throw new IOException("the new file was moved away");
  }

  private static boolean leadsTo(Path file, Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      // Another thread has closed it.
      return false;
    }
  }
}
