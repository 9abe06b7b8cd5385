package io.cnifp.engine;

import java.io.OutputStream;
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

  /** The delegate that the executable's name says: {@code ptp} of {@code cni-ptp-fp}. */
  public String delegateOfName() {
    boolean says =
        calledName.length() > "cni--fp".length()
            && calledName.startsWith("cni-")
            && calledName.endsWith("-fp");
    return says ? calledName.substring(4, calledName.length() - 3) : "bridge";
  }
}
