package io.cnifp.engine.safefile;

import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a file that nothing can make it wait for: it is opened without blocking, and only what was
 * looked at before is read. Used on one thread.
 */
final class UnblockedRead {
  private final Posix posix;

  UnblockedRead(Posix posix) {
    this.posix = posix;
  }

  /**
   * Reads a regular file.
   *
   * @param file its path, without links
   * @param key what identified the file when it was looked at
   * @param max how large it may be, in bytes
   * @return its content; empty if the path leads to another file, or if it cannot be opened so, as
   *     when somebody else has a lease on it: then it is to be opened in another way, which has the
   *     reason
   * @throws UnsafeFileException if it is too large
   */
  Optional<byte[]> read(Path file, Object key, int max) throws IOException {
    int opened;
    try {
      opened = posix.open(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      Optional<BasicFileAttributes> attributes = attributes(opened);
      if (attributes.isEmpty() || !key.equals(attributes.get().fileKey())) {
        return Optional.empty();
      }
      long size = attributes.get().size();
      SecureDirectory.requireSize(size, max);
      return Optional.of(content(opened, (int) size));
    } finally {
      posix.close(opened);
    }
  }

  private static Optional<BasicFileAttributes> attributes(int opened) {
    try {
      return Optional.of(
          Files.readAttributes(Path.of("/proc/self/fd/" + opened), BasicFileAttributes.class));
    } catch (IOException e) {
      // A host may have no /proc.
      return Optional.empty();
    }
  }

  private byte[] content(int opened, int size) throws IOException {
    byte[] content = new byte[size];
    int length = 0;
    int more = 1;
    while (length < size && more > 0) {
      more = posix.read(opened, content, length, size - length);
      length += more;
    }
    return length == size ? content : Arrays.copyOf(content, length);
  }
}
