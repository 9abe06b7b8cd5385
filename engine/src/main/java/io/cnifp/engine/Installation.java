package io.cnifp.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and as what the engine runs.
 *
 * @param calledName the executable's name as it was called, such as {@code cni-bridge-fp}
 * @param self the executable that was called, links resolved
 * @param home the folder of the installation
 * @param diagnostics where lines for people go: standard error. Safe for use by several threads
 */
public record Installation(
    String calledName, Optional<Path> self, Optional<Path> home, OutputStream diagnostics) {

  /** What the file {@code VERSION} of the installation says; empty if it has none. */
  public Optional<String> version() {
    if (home.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(home.get().resolve("VERSION")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The delegate that the executable's name says: {@code ptp} of {@code cni-ptp-fp}. */
  public String delegateOfName() {
    boolean says =
        calledName.length() > "cni--fp".length()
            && calledName.startsWith("cni-")
            && calledName.endsWith("-fp");
    return says ? calledName.substring(4, calledName.length() - 3) : "bridge";
  }
}
