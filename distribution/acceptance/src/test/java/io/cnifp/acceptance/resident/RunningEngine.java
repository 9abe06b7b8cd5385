package io.cnifp.acceptance.resident;

import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server of the image, for a test's own state directory; closing it stops it. */
final class RunningEngine implements AutoCloseable {
  private final Process process;

  private RunningEngine(Process process) {
    this.process = process;
  }

  /** Starts a server and waits until it listens. */
  static RunningEngine start(CniFp command, Path directory) throws Exception {
    Path log = Files.createTempFile(directory, "engine", ".log");
    Process process = command.start(log, "engine", "run");
    try {
      Eventually.holds(
          "the engine listens",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(Files.readString(log));
            }
            return Files.readString(log).contains("listens");
          });
    } catch (RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
    return new RunningEngine(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Sends the server SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Kills the server. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Waits for the server's end; returns its status. */
  int await() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the engine still runs");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
