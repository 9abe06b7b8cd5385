package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The processes of this machine, as far as this user may see them, without this one.
 *
 * @param proc the directory {@code /proc}
 * @param self this process
 */
record Processes(Path proc, long self) {

  static Processes ofThisMachine() {
    return new Processes(Path.of("/proc"), ProcessHandle.current().pid());
  }

  /** Returns the processes that run an executable below a directory. */
  SortedSet<Long> running(Path directory) {
    String below = directory + "/";
    return running(executable -> executable.startsWith(below));
  }

  /** Returns the processes whose executable is the one, also if it has been replaced. */
  SortedSet<Long> runningOnce(Path executable) {
    return running(
        name -> name.equals(executable.toString()) || name.equals(executable + " (deleted)"));
  }

  private SortedSet<Long> running(Predicate<String> wanted) {
    SortedSet<Long> found = new TreeSet<>();
    for (Path process : processes()) {
      if (link(process.resolve("exe")).filter(wanted).isPresent()) {
        found.add(pid(process));
      }
    }
    return found;
  }

  /** Returns the processes that have a file open. */
  SortedSet<Long> havingOpen(Path file) {
    SortedSet<Long> found = new TreeSet<>();
    for (Path process : processes()) {
      for (Path descriptor : entries(process.resolve("fd"))) {
        if (link(descriptor).filter(file.toString()::equals).isPresent()) {
          found.add(pid(process));
        }
      }
    }
    return found;
  }

  /** Returns the descriptor under which this process itself has a file open. */
  Optional<Integer> ownDescriptor(Path file) {
    for (Path descriptor : entries(proc.resolve("self/fd"))) {
      if (link(descriptor).filter(file.toString()::equals).isPresent()) {
        return Optional.of(Integer.valueOf(String.valueOf(descriptor.getFileName())));
      }
    }
    return Optional.empty();
  }

  private List<Path> processes() {
    return entries(proc).stream()
        .filter(entry -> String.valueOf(entry.getFileName()).matches("[0-9]+"))
        .filter(entry -> pid(entry) != self)
        .toList();
  }

  private static long pid(Path process) {
    return Long.parseLong(String.valueOf(process.getFileName()));
  }

  /** A process may end, and another user's can't be examined. */
  private static List<Path> entries(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return entries;
    }
    return entries;
  }

  private static Optional<String> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
