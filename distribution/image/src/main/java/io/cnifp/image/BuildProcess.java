package io.cnifp.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of the image while it is built.
 *
 * @param logs the directory for what they print
 */
record BuildProcess(Path logs) {
  private static final long TIMEOUT_MINUTES = 2;

  /** Runs a program in an environment of two variables. */
  String run(String what, List<String> command) throws IOException, InterruptedException {
    return run(what, command, Map.of());
  }

  /**
   * Runs a program and returns what it printed, to both streams.
   *
   * @param what names the step in messages and the log
   * @param variables further variables of its environment
   * @throws IllegalStateException if it fails; the message names the log
   */
  String run(String what, List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    Path log = logs.resolve(what.replace(' ', '-') + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    // The environment of the build would get into the JVM's archives.
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(variables);
    Process process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          what + " did not end within " + TIMEOUT_MINUTES + " minutes, see " + log);
    }
    String output = Files.readString(log);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          what + " failed with status " + process.exitValue() + ":\n" + output);
    }
    return output;
  }
}
