package io.cnifp.acceptance.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process ended.
 *
 * @param command what was run
 * @param status the exit status, 128 + n if signal n killed it; a process that exits with such a
 *     status looks the same
 * @param stdout what it wrote to standard output, as UTF-8
 * @param stderr what it wrote to standard error, as UTF-8
 * @param elapsed how long it ran
 */
public record ProcessResult(
    List<String> command, int status, String stdout, String stderr, Duration elapsed) {
  /** How long any process of a test may run. */
  public static final Duration LIMIT = Duration.ofMinutes(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command with nothing but {@code environment} as its environment. */
  public static ProcessResult of(
      List<String> command, Map<String, String> environment, String stdin) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return Running.start(builder, stdin).await();
  }

  /** Runs a command with {@code environment} added to that of the tests. */
  public static ProcessResult inheriting(
      List<String> command, Map<String, String> environment, String stdin) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return Running.start(builder, stdin).await();
  }

  /** Returns whether the status is 0. */
  public boolean isSuccess() {
    return status == 0;
  }

  /** Returns this result if the status is 0. */
  public ProcessResult orFail() {
    if (status != 0) {
      throw new AssertionError(
          "%s: exit status %d%n%s%s".formatted(String.join(" ", command), status, stdout, stderr));
    }
    return this;
  }

  /** Returns the {@code msg} of a CNI error; empty if there is none. */
  public String message() {
    return json().path("msg").asText("");
  }

  /** Returns the {@code code} of a CNI error; 0 if there is none. */
  public int code() {
    return json().path("code").asInt(0);
  }

  private JsonNode json() {
    try {
      return stdout.isEmpty() ? JSON.createObjectNode() : JSON.readTree(stdout);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + stdout, e);
    }
  }

  /**
   * A process that runs. Its output goes to files, so that nothing has to read it meanwhile.
   *
   * @param from when it was started, by {@link System#nanoTime}
   */
  public record Running(
      List<String> command, Process process, Path stdout, Path stderr, long from) {

    /** Starts a process and gives it its input, which it need not read. */
    public static Running start(ProcessBuilder builder, String stdin) {
      try {
        Path stdout = Files.createTempFile("cni-fp-test", ".out");
        Path stderr = Files.createTempFile("cni-fp-test", ".err");
        Process process =
            builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile()).start();
        Running running =
            new Running(builder.command(), process, stdout, stderr, System.nanoTime());
        try (OutputStream input = process.getOutputStream()) {
          input.write(stdin.getBytes(UTF_8));
        } catch (IOException e) {
          // The pipe breaks if the process ends without reading; its status tells the rest.
        }
        return running;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits for its end. */
    public ProcessResult await() {
      return await(LIMIT);
    }

    /**
     * Waits for its end.
     *
     * @throws AssertionError if it still runs after {@code limit}; it is killed
     */
    public ProcessResult await(Duration limit) {
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          throw new AssertionError(command + " still ran after " + limit);
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - from);
        return new ProcessResult(
            command,
            process.exitValue(),
            Files.readString(stdout),
            Files.readString(stderr),
            elapsed);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + command + " ran", e);
      } finally {
        deleteOutput();
      }
    }

    /** Kills it, if it still runs, and deletes its output. */
    public void discard() {
      process.destroyForcibly().onExit().join();
      deleteOutput();
    }

    private void deleteOutput() {
      try {
        Files.deleteIfExists(stdout);
        Files.deleteIfExists(stderr);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
