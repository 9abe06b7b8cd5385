package io.cnifp.cli.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs an executable with an environment and an input. */
public final class PluginProcess {
  /** How long its pipes may stay open behind it: a child of its may hold them. */
  private static final long GRACE_SECONDS = 2;

  private PluginProcess() {}

  /**
   * What came of it.
   *
   * @param status its exit status, 128 + n if signal n ended it
   * @param stdout its standard output
   * @param stderr its standard error
   * @param elapsed how long it took
   */
  public record Ended(int status, String stdout, String stderr, Duration elapsed) {}

  /**
   * Runs a command to its end.
   *
   * @param command the executable and its arguments
   * @param environment added to this process's own
   * @throws IOException if it can't be started, or isn't done in time: it is then killed
   */
  public static Ended run(
      List<String> command, Map<String, String> environment, String stdin, Duration timeout)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    long from = System.nanoTime();
    Process process = builder.start();
    // Ending cni-fp ends what it runs.
    Thread end = new Thread(process::destroy, "cni-fp-end");
    Runtime.getRuntime().addShutdownHook(end);
    CompletableFuture<String> stdout = textOf(process.getInputStream());
    CompletableFuture<String> stderr = textOf(process.getErrorStream());
    try (OutputStream input = process.getOutputStream()) {
      input.write(stdin.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It need not read its input.
    }
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            "it has not ended within " + timeout.toMillis() + " ms and is killed");
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - from);
      return new Ended(process.exitValue(), ended(stdout), ended(stderr), elapsed);
    } finally {
      end(process);
      removeHook(end);
    }
  }

  /** TERM first: a plugin of ours then ends its delegate. What still runs after that is killed. */
  private static void end(Process process) throws InterruptedException {
    if (process.isAlive()) {
      List<ProcessHandle> below = process.descendants().toList();
      process.destroy();
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // cni-fp is about to end, and the hook runs.
    }
  }

  private static String ended(CompletableFuture<String> text)
      throws IOException, InterruptedException {
    try {
      return text.get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("its output can't be read", e);
    } catch (TimeoutException e) {
      throw new IOException("it has ended, but a process that it left holds its output open", e);
    }
  }

  private static CompletableFuture<String> textOf(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(e);
          }
        });
    return text;
  }
}
