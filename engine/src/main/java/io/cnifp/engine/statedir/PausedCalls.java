package io.cnifp.engine.statedir;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that wait at a {@code pause}. Each is a file in the directory {@code paused} of the
 * state directory, a JSON object that describes the call; removing the file releases the call.
 *
 * <p>Safe for use by several threads.
 */
public final class PausedCalls {
  private static final long POLL_MILLIS = 50;
  private static final String SUFFIX = ".json";

  private final StateDirectory state;
  private final AtomicLong number = new AtomicLong();

  /** Creates the view of a state directory. */
  public PausedCalls(StateDirectory state) {
    this.state = state;
  }

  /**
   * Prepares the announcement of a call; it is invisible until it is published.
   *
   * @throws CniException with code 5 if that fails
   */
  public Announcement prepare(CniRequest request, String point) {
    Path directory = state.resolve("paused");
    long pid = ProcessHandle.current().pid();
    String id = pid + "-" + number.incrementAndGet();
    Path file = directory.resolve(id + SUFFIX);
    Path hidden = directory.resolve("." + id);
    try {
      Files.deleteIfExists(hidden);
      // Writable by its owner alone, whatever umask the runtime has left.
      Files.createFile(
          hidden,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
      Files.writeString(hidden, describe(request, point, id, pid));
    } catch (IOException e) {
      throw unannounced(directory);
    }
    return new Announcement(hidden, file);
  }

  /**
   * Returns all announced calls, sorted by id; those of killed processes are among them.
   *
   * @throws UncheckedIOException if the directory cannot be read
   */
  public List<PausedCall> all() {
    Path directory = state.resolve("paused");
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[!.]*" + SUFFIX)) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException("paused calls cannot be read in " + directory, e);
    }
    files.sort(null);
    List<PausedCall> calls = new ArrayList<>();
    for (Path file : files) {
      try {
        calls.add(new PausedCall(file, description(Files.readString(file))));
      } catch (IOException e) {
        // It was released this instant.
      }
    }
    return calls;
  }

  /** A damaged announcement still names a call that can be released. */
  private static JsonObject description(String text) {
    try {
      return JsonValue.parse(text).asObject();
    } catch (JsonException e) {
      return JsonObject.of();
    }
  }

  /**
   * A call that was announced.
   *
   * @param file its announcement
   * @param description what the announcement says: {@code pid}, {@code point}, {@code command} and,
   *     as far as the call has them, {@code container}, {@code pod}, {@code namespace}, {@code
   *     ifname} and {@code network}
   */
  public record PausedCall(Path file, JsonObject description) {

    /** Returns what {@code cni-fp resume} takes. */
    public String id() {
      String name = file.getFileName().toString();
      return name.substring(0, name.length() - SUFFIX.length());
    }

    /** Returns whether its process exists; one in another pid namespace is not seen. */
    public boolean isAlive() {
      try {
        return ProcessHandle.of(description.require("pid").asLong()).isPresent();
      } catch (JsonException e) {
        return false;
      }
    }

    /**
     * Releases the call; returns false if it was released before.
     *
     * @throws UncheckedIOException if that fails
     */
    public boolean release() {
      try {
        return Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("the paused call " + id() + " cannot be released", e);
      }
    }
  }

  private static CniException unannounced(Path place) {
    return new CniException(CniError.IO_FAILURE, "the paused call cannot be announced in " + place);
  }

  private static String describe(CniRequest request, String point, String id, long pid) {
    JsonObject.Builder json = JsonObject.builder().put("id", id).put("pid", pid);
    put("point", point, json);
    put("command", request.command().name(), json);
    put("container", request.containerId().orElse(""), json);
    put("pod", request.pod().orElse(""), json);
    put("namespace", request.namespace().orElse(""), json);
    put("ifname", request.ifname().orElse(""), json);
    put("network", request.network(), json);
    return json.build() + "\n";
  }

  private static void put(String name, String value, JsonObject.Builder json) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  /** The announcement of a call; closing it withdraws it. */
  public static final class Announcement implements AutoCloseable {
    private final Path hidden;
    private final Path file;
    private volatile boolean withdrawn;

    private Announcement(Path hidden, Path file) {
      this.hidden = hidden;
      this.file = file;
    }

    /**
     * Makes the call visible.
     *
     * @throws CniException with code 5 if that fails
     */
    public synchronized void publish() {
      if (withdrawn) {
        return;
      }
      try {
        Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw unannounced(file);
      }
    }

    /** Removes the announcement without releasing the call, whose process is about to die. */
    public synchronized void withdraw() {
      withdrawn = true;
      close();
    }

    /** Waits until the file has been removed or the timeout has elapsed. */
    public void await(Duration timeout) throws InterruptedException {
      long nanos = timeout.toNanos();
      long from = System.nanoTime();
      while (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && System.nanoTime() - from < nanos) {
        Thread.sleep(POLL_MILLIS);
      }
      while (withdrawn) {
        Thread.sleep(POLL_MILLIS);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(hidden);
      } catch (IOException e) {
        // It stays and is shown as one whose process is gone.
      }
    }
  }
}
