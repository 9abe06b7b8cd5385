package io.cnifp.file;

import io.cnifp.file.PluginCall.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Catches a call while it replaces its failpoint file, and so while it holds the lock: a shell
 * waits busily for the temporary file beside it and sends the signal at once.
 */
final class HeldCall implements AutoCloseable {
  private static final int TRIES = 50;

  private final Started call;

  private HeldCall(Started call) {
    this.call = call;
  }

  /** A large file takes so long to write that a signal can arrive meanwhile. */
  static String large(String failpoint) {
    return "{\"cmdAdd\":\"%s\",\"padding\":\"%s\"}".formatted(failpoint, "x".repeat(900_000));
  }

  /** Stops a call at the file; the failpoint must take part in all calls, at least 50 times. */
  static HeldCall stop(PluginCall call, Path file, Path folder) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Started started = call.start(folder);
      if (signalWhileItWrites("STOP", started.process(), file)
          && isStopped(started.process())
          && Files.exists(temporary(file))) {
        return new HeldCall(started);
      }
      signal("CONT", started.process());
      started.await(PluginCall.LIMIT);
    }
    throw new AssertionError("no call was caught while it wrote");
  }

  /** Sends a signal when the temporary file appears; false if the call was over before. */
  static boolean signalWhileItWrites(String signal, Process process, Path file) throws Exception {
    String script =
        "while [ ! -e \"$1\" ]; do [ -e /proc/$2/exe ] || exit 1; done; kill -%s $2"
            .formatted(signal);
    Process watcher =
        new ProcessBuilder("sh", "-c", script, "sh", temporary(file).toString(), "" + process.pid())
            .redirectErrorStream(true)
            .start();
    if (!watcher.waitFor(PluginCall.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      watcher.destroyForcibly();
      throw new AssertionError("the call neither writes nor ends");
    }
    return watcher.exitValue() == 0;
  }

  static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".cni-fp");
  }

  long pid() {
    return call.process().pid();
  }

  void goOn() throws Exception {
    signal("CONT", call.process());
  }

  Reply await() {
    return call.await(PluginCall.LIMIT);
  }

  void kill() {
    call.process().destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Waits until each of its threads stands; the one that writes may be the last. */
  private static boolean isStopped(Process process) {
    long end = System.nanoTime() + PluginCall.LIMIT.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      boolean all = true;
      try (var threads = Files.newDirectoryStream(Path.of("/proc", "" + process.pid(), "task"))) {
        for (Path thread : threads) {
          String stat = Files.readString(thread.resolve("stat"));
          all &= stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        }
      } catch (IOException e) {
        // A thread, or the process, has ended meanwhile.
        all = false;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }
}
