package io.cnifp.engine.statedir;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.safefile.CreationMode;
import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the state of running calls: locks and waiting calls.
 *
 * <p>It is the directory {@code 1}, the version of its layout, so that calls of all builds with
 * this layout exclude each other, in {@code CNI_FP_STATE_DIR} if that is set; else {@code
 * /run/cni-fp} for root and {@code $XDG_RUNTIME_DIR/cni-fp} for others; where that cannot be
 * created (a read-only file system), {@code /dev/shm/cni-fp-UID} or {@code /tmp/cni-fp-UID}. It
 * belongs to the calling user, and no other user may write it or move it away, so that no one else
 * can hold a lock or forge a waiting call.
 *
 * <p>Safe for use by several threads.
 */
public final class StateDirectory {
  private static final String LAYOUT = "1";
  private static final int MODE = 0755;

  private final Map<String, String> environment;

  /** Creates the state directory of an environment; no directory is created yet. */
  public StateDirectory(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns the directory of a name in the state directory, and creates it if it does not exist.
   *
   * @throws CniException with code 5 if it cannot be created or others may write it
   */
  public Path resolve(String name) {
    try {
      return created(open().resolve(name));
    } catch (IOException e) {
      throw unusable(e.getMessage());
    }
  }

  /** Returns the state directory, and creates it if it does not exist. */
  Path open() {
    int uid;
    try {
      uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw unusable("/proc is not mounted");
    }
    String problem = "";
    for (Path candidate : candidates(uid)) {
      try {
        return checked(candidate);
      } catch (IOException e) {
        problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
      }
    }
    throw unusable(problem);
  }

  private List<Path> candidates(int uid) {
    String named = environment.getOrDefault("CNI_FP_STATE_DIR", "");
    if (!named.isEmpty()) {
      if (!Path.of(named).isAbsolute()) {
        throw unusable("CNI_FP_STATE_DIR is not an absolute path");
      }
      return List.of(Path.of(named));
    }
    List<Path> candidates = new ArrayList<>();
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (uid == 0) {
      candidates.add(Path.of("/run/cni-fp"));
    } else if (!runtime.isEmpty()) {
      candidates.add(Path.of(runtime, "cni-fp"));
    }
    candidates.add(Path.of("/dev/shm/cni-fp-" + uid));
    candidates.add(Path.of("/tmp/cni-fp-" + uid));
    return candidates;
  }

  private static Path checked(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectory(directory, CreationMode.of(MODE));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(directory + " is not a directory", e);
        }
      }
    }
    TrustedPath.Trusted trusted = TrustedPath.check(directory);
    if (!trusted.problem().isEmpty()) {
      throw new IOException(trusted.problem());
    }
    if (!trusted.isSelfs()) {
      throw new IOException(directory + " belongs to another user or may be written by others");
    }
    // It may be on a file system that has become read-only since.
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " cannot be written");
    }
    return created(trusted.real().resolve(LAYOUT));
  }

  private static Path created(Path directory) throws IOException {
    return Files.isDirectory(directory)
        ? directory
        : Files.createDirectories(directory, CreationMode.of(MODE));
  }

  private static CniException unusable(@Nullable String reason) {
    return new CniException(
        CniError.IO_FAILURE,
        "the state directory cannot be used: " + reason + "; set CNI_FP_STATE_DIR to another one");
  }
}
