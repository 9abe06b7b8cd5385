package io.cnifp.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plugins of the CNI project as a distribution packages them: what cni-fp delegates to. */
final class StandardPlugins {
  private static final List<String> NAMES =
      List.of("bridge", "ptp", "macvlan", "host-local", "loopback", "portmap");
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"), Path.of("/usr/libexec/cni"));

  private StandardPlugins() {}

  /** Those that no known folder has. */
  static List<String> missing() {
    return NAMES.stream().filter(name -> find(name).isEmpty()).toList();
  }

  /** Makes them appear in a folder, as symbolic links. */
  static void linkInto(Path folder) throws IOException {
    for (String name : NAMES) {
      Files.createSymbolicLink(folder.resolve(name), find(name).orElseThrow());
    }
  }

  private static Optional<Path> find(String name) {
    return FOLDERS.stream()
        .flatMap(folder -> Stream.of(folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
