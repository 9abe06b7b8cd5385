package io.cnifp.command.calls;

import io.cnifp.engine.process.ExecException;
import io.cnifp.engine.process.LauncherEnvironment;
import io.cnifp.engine.process.LauncherExec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs plugins to their end. Used on one thread. */
public final class PluginProcess {
  /** How long a child of the plugin may hold its output open after its end. */
  private static final long GRACE_SECONDS = 2;

  private final Map<String, String> environment;
  private final Optional<LauncherExec> launcher;

  /**
   * Creates what runs plugins.
   *
   * @param environment their environment
   * @param launcher starts them with the limits and signals of cni-fp's own caller; without one
   *     they inherit what the JVM has changed
   */
  public PluginProcess(Map<String, String> environment, Optional<LauncherExec> launcher) {
    this.environment = environment;
    this.launcher = launcher;
  }

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
   * Runs a plugin.
   *
   * @param variables added to the environment
   * @throws IOException if it can't be started, or exceeds the time limit and is killed
   */
  public Result run(Path executable, Map<String, String> variables, String stdin, Duration timeout)
      throws IOException, InterruptedException {
    if (launcher.isEmpty()) {
      return run(builder(List.of(executable.toString()), variables), stdin, timeout);
    }
    String token = launcher.get().newToken();
    List<String> command = launcher.get().command(token, executable);
    Result result = run(builder(command, variables), stdin, timeout);
    try {
      String stderr = launcher.get().requireExecuted(token, result.status(), result.stderr());
      return new Result(result.status(), result.stdout(), stderr, result.elapsed());
    } catch (ExecException e) {
      throw new IOException(executable + " can't be run: " + e.getMessage(), e);
    }
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> wanted = new HashMap<>(environment);
    wanted.putAll(variables);
    LauncherEnvironment.set(builder, wanted);
    return builder;
  }

  /**
   * Runs a command in the environment of this process.
   *
   * @param command the executable and its arguments
   * @param variables added to the environment
   * @throws IOException if it can't be started, or exceeds the time limit and is killed
   */
  public static Result run(
      List<String> command, Map<String, String> variables, String stdin, Duration timeout)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    return run(builder, stdin, timeout);
  }

  private static Result run(ProcessBuilder builder, String stdin, Duration timeout)
      throws IOException, InterruptedException {
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
