package io.cnifp.acceptance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A control group for a test's pods, of a name of its own in whichever hierarchies the machine has.
 * The runtime makes it when the first pod needs it; namespaces don't take it along, so it is
 * removed here.
 */
final class Cgroup implements AutoCloseable {
  private static final Path MOUNTS = Path.of("/sys/fs/cgroup");

  private final String name;

  Cgroup(String name) {
    this.name = name;
  }

  /** The path for a pod's {@code cgroup_parent}. */
  String path() {
    return "/" + name;
  }

  @Override
  public void close() {
    // Version 2 has one hierarchy at the mount point, version 1 one for each controller below it.
    try (Stream<Path> below = Files.list(MOUNTS)) {
      Stream.concat(Stream.of(MOUNTS), below)
          .map(hierarchy -> hierarchy.resolve(name))
          .filter(Files::isDirectory)
          .forEach(Cgroup::remove);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only directorys can be removed, the innermost first; the kernel's files in them go along. */
  private static void remove(Path group) {
    try (Stream<Path> below = Files.walk(group)) {
      List<Path> directorys =
          below.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      for (Path directory : directorys) {
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the control group " + group, e);
    }
  }
}
