package io.cnifp.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that host-local has given out and not got back: one file each, named as the
 * address.
 */
record Leases(Path dataDir) {

  /** Forgets addresses that nobody will give back. */
  void release(List<String> addresses) throws IOException {
    for (Path file : files()) {
      if (addresses.contains(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
  }

  List<String> addresses() {
    return files().stream().map(file -> file.getFileName().toString()).sorted().toList();
  }

  private List<Path> files() {
    if (Files.notExists(dataDir)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(dataDir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> Character.isDigit(file.getFileName().toString().charAt(0)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
