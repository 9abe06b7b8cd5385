package io.cnifp.acceptance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A plugin process in the middle of a call, found as containerd's own tests find it. */
final class WaitingPlugin {
  private WaitingPlugin() {}

  /**
   * The process in {@code host} whose executable's path ends in {@code name} and whose CNI_ARGS
   * name the pod.
   */
  static Optional<ProcessHandle> find(HostNamespace host, String name, String podName) {
    return host.processes().stream()
        .filter(process -> executable(process).filter(path -> path.endsWith(name)).isPresent())
        .filter(process -> arguments(process).contains("K8S_POD_NAME=" + podName))
        .findFirst();
  }

  private static Optional<String> executable(ProcessHandle process) {
    try {
      return Optional.of(Files.readSymbolicLink(file(process, "exe")).toString());
    } catch (IOException e) {
      return Optional.empty(); // it has ended, or is a zombie
    }
  }

  private static List<String> arguments(ProcessHandle process) {
    String prefix = "CNI_ARGS=";
    try {
      for (String variable :
          new String(Files.readAllBytes(file(process, "environ")), UTF_8).split("\0", -1)) {
        if (variable.startsWith(prefix)) {
          return List.of(variable.substring(prefix.length()).split(";", -1));
        }
      }
      return List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path file(ProcessHandle process, String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }
}
