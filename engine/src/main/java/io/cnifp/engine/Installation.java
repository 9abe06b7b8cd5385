package io.cnifp.engine;

import io.cnifp.engine.posix.Posix;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The installation that makes a call.
 *
 * @param calledName the name of the executable that the runtime started, such as {@code
 *     cni-bridge-fp}
 * @param self that executable, links resolved
 * @param home the directory of the installation
 * @param posix the functions of the operating system, if its library could be loaded
 */
public record Installation(
    String calledName, Optional<Path> self, Optional<Path> home, Optional<Posix> posix) {

  /** Creates an installation without a library. */
  public Installation(String calledName, Optional<Path> self, Optional<Path> home) {
    this(calledName, self, home, Optional.empty());
  }

  /** Returns the delegate that the executable's name says: {@code ptp} of {@code cni-ptp-fp}. */
  public String delegateOfName() {
    boolean says =
        calledName.length() > "cni--fp".length()
            && calledName.startsWith("cni-")
            && calledName.endsWith("-fp");
    return says ? calledName.substring(4, calledName.length() - 3) : "bridge";
  }
}
