package io.cnifp.engine.statedir;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A call that waits and has announced itself. {@link WaitingCalls#all} creates one. Its process
 * existed at that time.
 *
 * @param file its announcement
 * @param kind how it waits
 * @param description what the announcement says: {@code pid}, {@code wait}, {@code point}, {@code
 *     command}, {@code since} and, as far as the call has them, {@code container}, {@code pod},
 *     {@code namespace}, {@code ifname} and {@code network}
 */
public record WaitingCall(Path file, WaitKind kind, JsonObject description) {

  /** Returns what {@code cni-fp resume} takes. */
  public String id() {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - WaitingCalls.SUFFIX.length());
  }

  /** Returns a text of the description; empty text if it is missing. */
  public String text(String name) {
    return description.get(name).orElse(null) instanceof JsonString text ? text.asText() : "";
  }

  /** Returns how long it has waited; empty if that is not known. */
  public Optional<Duration> age(Instant now) {
    try {
      return Optional.of(Duration.between(Instant.parse(text("since")), now));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether the process that has started it is still its parent. If not, its reply is read
   * by no process.
   */
  public boolean hasRuntime() {
    CallingRuntime runtime = new CallingRuntime(number("runtime"), number("runtimeStart"));
    return runtime.isParentOf(number("pid"));
  }

  /**
   * Releases a call at {@code pause}; returns false if it was released before.
   *
   * @throws UncheckedIOException if that fails
   */
  public boolean release() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the waiting call " + id() + " cannot be released", e);
    }
  }

  /** Kills its process with SIGKILL; returns false if it no longer exists. */
  public boolean kill() {
    long pid = number("pid");
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    // Its announcement was locked, but another process may have got the id since.
    return process.isPresent()
        && CallingRuntime.field(pid, 22) == number("start")
        && process.get().destroyForcibly();
  }

  private long number(String name) {
    try {
      return description.require(name).asLong();
    } catch (JsonException e) {
      return -1;
    }
  }
}
