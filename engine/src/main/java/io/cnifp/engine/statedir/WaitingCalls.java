package io.cnifp.engine.statedir;

import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.safefile.CreationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait. Each is a file, a JSON object that describes the call: in the directory
 * {@code paused} of the state directory if it waits at {@code pause}, where removing the file
 * releases it, otherwise in the directory {@code waiting}.
 *
 * <p>The process that waits holds a lock on its file. A file without one is of a process that was
 * killed, and is removed when the next call waits or the calls are listed. Safe for use by several
 * threads.
 */
public final class WaitingCalls {
  static final String SUFFIX = ".json";

  /** How many files of other processes a call looks at before it waits. */
  private static final int MAX_SWEPT = 200;

  private static final int MAX_SIZE = 64 * 1024;

  /** How long an announcement may be unpublished; its process was killed if it still is. */
  private static final Duration UNPUBLISHED = Duration.ofMinutes(1);

  private final StateDirectory state;
  private final Set<String> own = ConcurrentHashMap.newKeySet();
  private @Nullable CallingRuntime runtime;

  /** Creates the view of a state directory. */
  public WaitingCalls(StateDirectory state) {
    this.state = state;
  }

  /**
   * Prepares the announcement of a call; it is invisible until it is published.
   *
   * @throws CniException with code 5 if that fails
   */
  public Announcement prepare(CniRequest request, WaitKind kind, String point) {
    Path directory = directory(kind);
    long pid = ProcessHandle.current().pid();
    // Processes of several pid namespaces may share the directory.
    String id = pid + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong() >>> 32);
    Path file = directory.resolve(id + SUFFIX);
    Path hidden = directory.resolve("." + id);
    try {
      sweep(directory, MAX_SWEPT, (_, _) -> {});
      Files.deleteIfExists(hidden);
      FileChannel locked = written(hidden, describe(request, kind, point, id, pid));
      own.add(file.getFileName().toString());
      return new Announcement(locked, hidden, file);
    } catch (IOException | UncheckedIOException e) {
      throw Announcement.failed(directory);
    }
  }

  /**
   * Returns all calls that wait, those at {@code pause} first; removes the announcements of
   * processes that were killed.
   *
   * @throws UncheckedIOException if a directory cannot be read
   */
  public List<WaitingCall> all() {
    List<WaitingCall> calls = new ArrayList<>(paused());
    sweep(
        directory(WaitKind.DELAY),
        Integer.MAX_VALUE,
        (file, description) -> calls.add(new WaitingCall(file, kind(description), description)));
    return calls;
  }

  /**
   * Returns the calls that wait at {@code pause}, sorted by id; removes the announcements of
   * processes that were killed.
   *
   * @throws UncheckedIOException if the directory cannot be read
   */
  public List<WaitingCall> paused() {
    List<WaitingCall> calls = new ArrayList<>();
    sweep(
        directory(WaitKind.PAUSE),
        Integer.MAX_VALUE,
        (file, description) -> calls.add(new WaitingCall(file, WaitKind.PAUSE, description)));
    return calls;
  }

  private interface Found {
    void accept(Path file, JsonObject description);
  }

  private Path directory(WaitKind kind) {
    return state.resolve(kind == WaitKind.PAUSE ? "paused" : "waiting");
  }

  private static FileChannel written(Path hidden, String text) throws IOException {
    // Others could hold a lock on what they can read.
    FileChannel channel =
        FileChannel.open(
            hidden,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            CreationMode.of(0600));
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("it is locked");
    }
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private void sweep(Path directory, int max, Found found) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (files.size() >= max) {
          break;
        }
        files.add(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("waiting calls cannot be read in " + directory, e);
    }
    files.sort(null);
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.startsWith(".")) {
        removeIfOld(file);
      } else {
        read(file, own.contains(name), json -> found.accept(file, json));
      }
    }
  }

  /** A process that is about to publish its announcement may not have locked it yet. */
  private static void removeIfOld(Path hidden) {
    try {
      Instant written = Files.getLastModifiedTime(hidden, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (written.isBefore(Instant.now().minus(UNPUBLISHED))) {
        Files.deleteIfExists(hidden);
      }
    } catch (IOException e) {
      // It was published this instant.
    }
  }

  private static void read(Path file, boolean isOwn, Consumer<JsonObject> found) {
    try {
      if (isOwn) {
        // To open and close a file that this process has locked would free the lock.
        found.accept(description(Files.readAllBytes(file)));
        return;
      }
      try (FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
        if (!isLocked(channel)) {
          Files.deleteIfExists(file);
          return;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_SIZE));
        channel.read(bytes);
        found.accept(description(bytes.array()));
      }
    } catch (IOException e) {
      // It was released this instant.
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      return true;
    }
  }

  private static JsonObject description(byte[] text) {
    try {
      return JsonValue.parse(text).asObject();
    } catch (JsonException e) {
      return JsonObject.of();
    }
  }

  private static WaitKind kind(JsonObject description) {
    String word = new WaitingCall(Path.of("/"), WaitKind.DELAY, description).text("wait");
    for (WaitKind kind : WaitKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return WaitKind.DELAY;
  }

  /**
   * Notes which process has started this one; a later note changes nothing. Whoever started it may
   * be gone when a wait is announced.
   */
  public synchronized void noteRuntime() {
    if (runtime == null) {
      runtime = CallingRuntime.ofThisProcess();
    }
  }

  private synchronized CallingRuntime runtime() {
    noteRuntime();
    return Objects.requireNonNull(runtime);
  }

  private String describe(CniRequest request, WaitKind kind, String point, String id, long pid) {
    CallingRuntime started = runtime();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("id", id)
            .put("pid", pid)
            .put("start", CallingRuntime.field(pid, 22))
            .put("runtime", started.pid())
            .put("runtimeStart", started.start());
    put("wait", kind.word(), json);
    put("since", Instant.now().toString(), json);
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
}
