package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is required before anything is changed. */
final class InstallChecks {
  private InstallChecks() {}

  /**
   * Checks the places.
   *
   * @throws InstallException if one of them can't be used
   */
  static void require(Path image, Prefix prefix, Path binDir) throws IOException {
    ImageContent.requireImage(image);
    Path directory = prefix.directory();
    if (directory.getNameCount() == 0) {
      throw new InstallException("the prefix must not be /");
    }
    if (directory.startsWith(image) && !directory.equals(image)) {
      throw new InstallException("the prefix " + prefix + " is inside the image");
    }
    requireDirectory(directory);
    requireDirectory(binDir);
    if (FileTree.exists(prefix.current()) && !Files.isSymbolicLink(prefix.current())) {
      throw new InstallException(prefix.current() + " is not a link of an installation");
    }
    Ownership.requireImage(image);
    Ownership.requirePrefix(prefix);
  }

  private static void requireDirectory(Path path) {
    if (FileTree.exists(path) && !Files.isDirectory(path)) {
      throw new InstallException(path + " exists and is not a directory");
    }
  }

  /**
   * Checks that launchers replace nothing of others.
   *
   * @throws InstallException if they would
   */
  static void requireFree(List<Launcher> launchers, boolean force) throws IOException {
    for (Launcher launcher : launchers) {
      if (FileTree.isDirectory(launcher.path())) {
        throw new InstallException(launcher.path() + " is a directory");
      }
      if (launcher.state() == Launcher.State.FOREIGN && !force) {
        throw new InstallException(
            launcher.path() + " is not this installation's; --force replaces it");
      }
    }
  }
}
