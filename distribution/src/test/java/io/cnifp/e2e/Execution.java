package io.cnifp.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param status its exit status, 128 + n if signal n ended it
 * @param stdout all that it wrote to standard output
 * @param stderr all that it wrote to standard error
 */
record Execution(List<String> command, int status, String stdout, String stderr) {
  private static final long LIMIT_SECONDS = 60;

  /**
   * Runs a program with {@code environment} added to our own and {@code stdin} as its input.
   *
   * @throws AssertionError if it isn't done after a minute
   */
  static Execution of(List<String> command, Map<String, String> environment, String stdin) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      CompletableFuture<String> stdout = textOf(process.getInputStream());
      CompletableFuture<String> stderr = textOf(process.getErrorStream());
      feed(process, stdin);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(command + " still runs after " + LIMIT_SECONDS + " s");
      }
      return new Execution(command, process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new UncheckedIOException("can't run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }

  /** This execution, if it ended with status 0. */
  Execution orFail() {
    if (status != 0) {
      throw new AssertionError(
          "%s: exit status %d%n%s%s".formatted(String.join(" ", command), status, stdout, stderr));
    }
    return this;
  }

  private static void feed(Process process, String text) throws IOException {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      // A program that ends without reading its input breaks the pipe: its status tells the rest.
      if (text.isEmpty()) {
        throw e;
      }
    }
  }

  private static CompletableFuture<String> textOf(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}
