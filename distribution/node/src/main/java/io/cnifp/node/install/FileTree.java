package io.cnifp.node.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the installer does with whole directories and with names that may be missing. */
final class FileTree {
  private FileTree() {}

  /** Returns the entries of a directory in order; none if there is no such directory. */
  static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }

  /** Returns all that is below a directory, in order, links not followed. */
  static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> !path.equals(directory)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns whether there is something of this name, even a broken link. */
  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a name if it exists, a directory with all that is in it. */
  static void delete(FileChanges changes, Path path) throws IOException {
    if (!exists(path)) {
      return;
    }
    if (isDirectory(path)) {
      // The file that says whether a build is used goes last.
      Path inUse = path.resolve(InUse.NAME);
      for (Path each : below(path).reversed()) {
        if (!each.equals(inUse)) {
          changes.delete(each);
        }
      }
      if (exists(inUse)) {
        changes.delete(inUse);
      }
    }
    changes.delete(path);
  }
}
