package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Catches a call while it replaces its failpoint file, and so while it holds the lock: a shell
 * waits busily for the temporary file beside it and sends the signal at once.
 */
public final class HeldCall implements AutoCloseable {
  private static final int TRIES = 50;

  private final ProcessResult.Running call;

  private HeldCall(ProcessResult.Running call) {
    this.call = call;
  }

  /** A large file takes so long to write that a signal can arrive meanwhile. */
  public static String large(String failpoint) {
    return "{\"cmdAdd\":\"%s\",\"padding\":\"%s\"}".formatted(failpoint, "x".repeat(900_000));
  }

  /** Stops a call at the file; the failpoint must take part in all calls, at least 50 times. */
  public static HeldCall stop(PluginRun call, Path file) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      ProcessResult.Running started = call.start();
      if (signalWhileItWrites("STOP", started.process(), file)
          && isStopped(started.process())
          && Files.exists(temporary(file))) {
        return new HeldCall(started);
      }
      signal("CONT", started.process());
      started.await();
    }
    throw new AssertionError("no call was caught while it wrote");
  }

  /** Sends a signal when the temporary file appears; false if the call was over before. */
  public static boolean signalWhileItWrites(String signal, Process process, Path file)
      throws Exception {
    String script =
        "while [ ! -e \"$1\" ]; do [ -e /proc/$2/exe ] || exit 1; done; kill -%s $2"
            .formatted(signal);
    Process watcher =
        new ProcessBuilder("sh", "-c", script, "sh", temporary(file).toString(), "" + process.pid())
            .redirectErrorStream(true)
            .start();
    if (!watcher.waitFor(ProcessResult.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      watcher.destroyForcibly();
      throw new AssertionError("the call neither writes nor ends");
    }
    return watcher.exitValue() == 0;
  }

  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".cni-fp");
  }

  public long pid() {
    return call.process().pid();
  }

  public void resume() throws Exception {
    signal("CONT", call.process());
  }

  public ProcessResult await() {
    return call.await();
  }

  public void kill() {
    call.process().destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    call.discard();
  }

  /** Waits until each of its threads stands; the one that writes may be the last. */
  private static boolean isStopped(Process process) {
    long end = System.nanoTime() + ProcessResult.LIMIT.toNanos();
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
