package io.cnifp.command.calls;

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

/** Runs a plugin to its end. */
public final class PluginProcess {
  /** How long a child of the plugin may hold its output open after its end. */
  private static final long GRACE_SECONDS = 2;

  private PluginProcess() {}

  /**
   * How a process ended.
   *
   * @param status the exit status, 128 + n if signal n killed it
   * @param stdout what it wrote to standard output
   * @param stderr what it wrote to standard error
   * @param elapsed how long it ran
   */
  public record Result(int status, String stdout, String stderr, Duration elapsed) {}

  /**
   * Runs a command.
   *
   * @param command the executable and its arguments
   * @param environment added to the environment of this process
   * @throws IOException if it can't be started, or exceeds the time limit and is killed
   */
  public static Result run(
      List<String> command, Map<String, String> environment, String stdin, Duration timeout)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    long from = System.nanoTime();
    Process process = builder.start();
    // If cni-fp is stopped, so is the plugin.
    Thread hook = new Thread(process::destroy, "cni-fp-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    CompletableFuture<String> stdout = textOf(process.getInputStream());
    CompletableFuture<String> stderr = textOf(process.getErrorStream());
    try (OutputStream input = process.getOutputStream()) {
      input.write(stdin.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A plugin need not read its input.
    }
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            "the plugin ran longer than " + timeout.toMillis() + " ms and was killed");
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - from);
      return new Result(process.exitValue(), text(stdout), text(stderr), elapsed);
    } finally {
      stop(process);
      removeHook(hook);
    }
  }

  /** Sends SIGTERM, on which a plugin of ours stops its delegate, then kills what still runs. */
  private static void stop(Process process) throws InterruptedException {
    if (process.isAlive()) {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroy();
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // cni-fp is being stopped, and the hook runs.
    }
  }

  private static String text(CompletableFuture<String> text)
      throws IOException, InterruptedException {
    try {
      return text.get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the output of the plugin cannot be read", e);
    } catch (TimeoutException e) {
      throw new IOException("the plugin has exited, but a child of it holds its output open", e);
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
