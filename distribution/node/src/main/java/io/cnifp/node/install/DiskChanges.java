package io.cnifp.node.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Changes of the file system. A file is created for its owner alone, so that no other user opens it
 * while it is written, whatever the umask is; then it gets its mode.
 */
final class DiskChanges implements FileChanges {
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");

  private final boolean durable;

  /** Creates changes that survive a crash of the machine. */
  DiskChanges() {
    this(true);
  }

  /** Creates changes; tests that make thousands don't wait for the disk. */
  DiskChanges(boolean durable) {
    this.durable = durable;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(EXECUTABLE));
    Files.setPosixFilePermissions(directory, EXECUTABLE);
  }

  @Override
  public void copy(Path from, Path to, boolean executable) throws IOException {
    try (FileChannel source = FileChannel.open(from);
        FileChannel target = create(to)) {
      long size = source.size();
      long position = 0;
      while (position < size) {
        long copied = source.transferTo(position, size - position, target);
        if (copied <= 0) {
          throw new IOException(from + " became shorter while it was copied");
        }
        position += copied;
      }
      Files.setPosixFilePermissions(to, executable ? EXECUTABLE : PLAIN);
      // The JVM refuses its archives if the times of other files change.
      Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
      force(target);
    }
  }

  @Override
  public void write(Path file, byte[] content, boolean secret) throws IOException {
    try (FileChannel target = create(file)) {
      Files.setPosixFilePermissions(file, secret ? SECRET : PLAIN);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        target.write(bytes);
      }
      force(target);
    }
  }

  private void force(FileChannel channel) throws IOException {
    if (durable) {
      channel.force(true);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(SECRET));
  }

  @Override
  public void link(Path link, Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  @Override
  public void addName(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void copyTime(Path from, Path to) throws IOException {
    Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
  }

  @Override
  public void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      force(channel);
    }
  }
}
