package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Finds a CNI executable in CNI_PATH, as SPEC.md, section 4, and libcni's FindInPath do. */
final class PluginPath {
  private PluginPath() {}

  /**
   * Returns the first regular file of the name, links followed. Whether it is executable shows when
   * it is run, as with the reference.
   *
   * @throws CniException with code 999 if there is none, or if it is the plugin itself
   */
  static Path find(String type, List<String> folders, DelegateContext context) {
    if (type.isEmpty() || type.indexOf('/') >= 0 || type.indexOf('\0') >= 0 || isDots(type)) {
      throw new CniException(CniError.INTERNAL, "invalid plugin name: " + type);
    }
    for (String folder : folders) {
      try {
        Path candidate = Path.of(folder, type);
        if (Files.isRegularFile(candidate)) {
          refuseSelf(candidate, type, context);
          return candidate;
        }
      } catch (InvalidPathException e) {
        // A folder that can't be a path has no plugin in it.
      }
    }
    throw new CniException(
        CniError.INTERNAL,
        "failed to find plugin \"" + type + "\" in path [" + String.join(" ", folders) + "]");
  }

  private static boolean isDots(String type) {
    return type.equals(".") || type.equals("..");
  }

  private static void refuseSelf(Path candidate, String type, DelegateContext context) {
    if (context.self().isEmpty()) {
      return;
    }
    Path self = context.self().get();
    if (Files.isSymbolicLink(candidate) || candidate.getFileName().equals(self.getFileName())) {
      try {
        if (!candidate.toRealPath(new LinkOption[0]).equals(self)) {
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
