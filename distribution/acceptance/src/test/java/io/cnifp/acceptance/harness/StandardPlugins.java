package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plugins of the CNI project as a distribution packages them: what cni-fp delegates to. */
public final class StandardPlugins {
  private static final List<String> NAMES =
      List.of("bridge", "ptp", "macvlan", "host-local", "loopback", "portmap");
  private static final List<Path> DIRECTORYS =
      List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"), Path.of("/usr/libexec/cni"));

  private StandardPlugins() {}

  /** Those that no known directory has. */
  public static List<String> missing() {
    return NAMES.stream().filter(name -> find(name).isEmpty()).toList();
  }

  /** Makes them appear in a directory, as symbolic links. */
  public static void linkInto(Path directory) throws IOException {
    for (String name : NAMES) {
      Files.createSymbolicLink(directory.resolve(name), find(name).orElseThrow());
    }
  }

  private static Optional<Path> find(String name) {
    return DIRECTORYS.stream()
        .flatMap(directory -> Stream.of(directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
