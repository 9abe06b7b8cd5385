package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the build does with whole directories; listings are sorted, so that builds are equal. */
final class FileTree {
  /** The mode of directories and executables. */
  static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

  /** The mode of other files. */
  static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

  private FileTree() {}

  /** Returns the directory and all that is below it. */
  static List<Path> paths(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted().toList();
    }
  }

  /** Returns the regular files below a directory, without symbolic links. */
  static List<Path> files(Path directory) throws IOException {
    return paths(directory).stream()
        .filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
        .toList();
  }

  /** Returns the size of all files below a path, in bytes. */
  static long size(Path path) throws IOException {
    long size = 0;
    for (Path file : files(path)) {
      size += Files.size(file);
    }
    return size;
  }

  /** Copies a file and creates the directories above it. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a directory with all that is below it, if it exists. */
  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path path : paths(directory).reversed()) {
        Files.delete(path);
      }
    }
  }
}
