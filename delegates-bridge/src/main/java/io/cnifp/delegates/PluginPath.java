package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a CNI plugin in CNI_PATH, as SPEC.md, section 4, and libcni's FindInPath do. */
final class PluginPath {
  private PluginPath() {}

  /**
   * Returns the first regular file of the name, links followed. Whether it is executable shows when
   * it is run, as with the reference.
   *
   * @param type the name
   * @param directories the directories of CNI_PATH
   * @param self the executable that the runtime started
   * @throws CniException with code 999 if there is none, with code 7 if it is {@code self}
   */
  static Path find(String type, List<String> directories, Optional<Path> self) {
    if (type.isEmpty() || type.indexOf('/') >= 0 || type.indexOf('\0') >= 0 || isDots(type)) {
      throw new CniException(CniError.INTERNAL, "invalid plugin name: " + type);
    }
    for (String directory : directories) {
      try {
        Path candidate = Path.of(directory, type);
        if (Files.isRegularFile(candidate)) {
          refuseSelf(candidate, type, self);
          return candidate;
        }
      } catch (InvalidPathException e) {
        // A directory whose name is no path holds no plugin.
      }
    }
    throw new CniException(
        CniError.INTERNAL,
        "failed to find plugin \"" + type + "\" in path [" + String.join(" ", directories) + "]");
  }

  private static boolean isDots(String type) {
    return type.equals(".") || type.equals("..");
  }

  private static void refuseSelf(Path candidate, String type, Optional<Path> self) {
    if (self.isEmpty()) {
      return;
    }
    if (Files.isSymbolicLink(candidate)
        || candidate.getFileName().equals(self.get().getFileName())) {
      try {
        if (!candidate.toRealPath(new LinkOption[0]).equals(self.get())) {
          return;
        }
      } catch (IOException e) {
        return;
      }
      throw new CniException(
          CniError.INVALID_NETWORK_CONFIG,
          "the delegate \"" + type + "\" is this plugin itself: name another one as delegate");
    }
  }
}
