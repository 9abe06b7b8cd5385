package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The variables that the launcher sets for the JVM, so that the training starts delegates as calls
 * do. The launcher itself says them, to a shell script in the JVM's place.
 */
final class LauncherTraining {
  private static final String STATE = "CNI_FP_PROCESS";

  private LauncherTraining() {}

  /**
   * Returns the variables.
   *
   * @param launcher the launcher
   * @param home a directory that becomes an installation with the script
   */
  static Map<String, String> variables(Path launcher, Path home, BuildProcess process)
      throws IOException, InterruptedException {
    FileTree.delete(home);
    Path called = home.resolve("bin/cni-bridge-fp");
    FileTree.copy(launcher, called);
    Files.setPosixFilePermissions(called, FileTree.EXECUTABLE);
    Path java = Files.createDirectories(home.resolve("runtime/bin")).resolve("cni-bridge-fp");
    Files.writeString(java, "#!/bin/sh\nprintf %s \"$" + STATE + "\"\n");
    Files.setPosixFilePermissions(java, FileTree.EXECUTABLE);
    Path list = Files.createDirectories(home.resolve("runtime/lib")).resolve("cni-fp.list");
    Files.writeString(list, "cni-fp image 1\nneeded - runtime/bin/java\nend 1\n");
    String state = process.run("state of a process", List.of(called.toString()));
    return Map.of(STATE, state);
  }
}
