package io.cnifp.command.extension;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A directory that gets all of some files, or is left as it was: one that is missing or empty.
 *
 * @param path its absolute path
 */
record NewDirectory(Path path) {

  /**
   * Writes files. If one cannot be written, those that were are deleted.
   *
   * @param files the content of each file by its path in the directory
   * @throws CommandException if something is in the directory, or a file cannot be written
   */
  void write(Map<String, String> files) {
    requireEmpty();
    Deque<Path> created = new ArrayDeque<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path target = path.resolve(file.getKey());
        createDirectories(Objects.requireNonNull(target.getParent()), created);
        Files.writeString(target, "", StandardOpenOption.CREATE_NEW);
        created.push(target);
        Files.writeString(target, file.getValue());
      }
    } catch (IOException e) {
      created.forEach(NewDirectory::delete);
      throw new CommandException(
          ExitStatus.FAILED, path + " cannot be written, and is left as it was: " + reason(e));
    }
  }

  private void requireEmpty() {
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw new CommandException(ExitStatus.FAILED, path + " cannot be read: " + reason(e));
      }
      throw new CommandException(
          ExitStatus.NO, path + " is not empty; name another directory with --directory");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandException(ExitStatus.NO, path + " exists and is not a directory");
    }
  }

  private static void createDirectories(Path directory, Deque<Path> created) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(Objects.requireNonNull(directory.getParent()), created);
      Files.createDirectory(directory);
      created.push(directory);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Somebody else has put something there, or nothing can be written any more.
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }
}
