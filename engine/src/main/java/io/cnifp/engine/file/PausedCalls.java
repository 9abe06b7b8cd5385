package io.cnifp.engine.file;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that wait at a {@code pause}: each is a file in the folder {@code paused} of the state
 * folder, a JSON object that says which call it is. Who removes the file releases the call.
 */
public final class PausedCalls {
  private static final long LOOK_MILLIS = 50;

  private final StateFolder state;
  private final AtomicLong number = new AtomicLong();

  /** Creates the view of a state folder. */
  public PausedCalls(StateFolder state) {
    this.state = state;
  }

  /**
   * Announces a call.
   *
   * @throws CniException with code 5 if that can't be done
   */
  public Announced announce(CniRequest request, String point) {
    Announced announced = prepare(request, point);
    announced.publish();
    return announced;
  }

  /**
   * Makes everything ready to announce a call; nobody sees it yet.
   *
   * @throws CniException with code 5 if that can't be done
   */
  public Announced prepare(CniRequest request, String point) {
    Path folder = state.resolve("paused");
    long pid = ProcessHandle.current().pid();
    String id = pid + "-" + number.incrementAndGet();
    Path file = folder.resolve(id + ".json");
    Path hidden = folder.resolve("." + id);
    try {
      Files.deleteIfExists(hidden);
      // Writable by nobody else, whatever the umask that the runtime has left us.
      Files.createFile(
          hidden,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
      Files.writeString(hidden, describe(request, point, id, pid));
    } catch (IOException e) {
      throw unannounced(folder);
    }
    return new Announced(hidden, file);
  }

  private static CniException unannounced(Path place) {
    return new CniException(CniError.IO_FAILURE, "the paused call can't be announced in " + place);
  }

  private static String describe(CniRequest request, String point, String id, long pid) {
    StringBuilder json = new StringBuilder("{\"id\":");
    JsonText.quote(id, json);
    json.append(",\"pid\":").append(pid);
    member("point", point, json);
    member("command", request.command().name(), json);
    member("container", request.containerId().orElse(""), json);
    member("pod", request.pod().orElse(""), json);
    member("namespace", request.namespace().orElse(""), json);
    member("ifname", request.ifname().orElse(""), json);
    member("network", request.network(), json);
    return json.append("}\n").toString();
  }

  private static void member(String name, String value, StringBuilder json) {
    if (!value.isEmpty()) {
      json.append(",\"").append(name).append("\":");
      JsonText.quote(value, json);
    }
  }

  /** A call that is announced; closing it takes the announcement back. */
  public static final class Announced implements AutoCloseable {
    private final Path hidden;
    private final Path file;
    private volatile boolean withdrawn;

    private Announced(Path hidden, Path file) {
      this.hidden = hidden;
      this.file = file;
    }

    /** Lets everybody see the call. */
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

    /** Takes the announcement back without releasing the call: the process is about to die. */
    public synchronized void withdraw() {
      withdrawn = true;
      close();
    }

    /** Waits until someone has removed the file or the time is over. */
    public void await(Duration timeout) throws InterruptedException {
      long nanos = timeout.toNanos();
      long from = System.nanoTime();
      while (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && System.nanoTime() - from < nanos) {
        Thread.sleep(LOOK_MILLIS);
      }
      while (withdrawn) {
        Thread.sleep(LOOK_MILLIS);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(hidden);
      } catch (IOException e) {
        // Left for the next one who looks.
      }
    }
  }
}
