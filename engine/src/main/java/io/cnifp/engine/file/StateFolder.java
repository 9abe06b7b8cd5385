package io.cnifp.engine.file;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of running calls lives: locks and paused calls.
 *
 * <p>{@code CNI_FP_STATE_DIR} if that is set; else {@code /run/cni-fp} for root and {@code
 * $XDG_RUNTIME_DIR/cni-fp} for others; where that can't be made (a read-only file system), {@code
 * /dev/shm/cni-fp-UID} or {@code /tmp/cni-fp-UID}. It belongs to the calling user and nobody else
 * may write it, so that no pod's author can hold a lock or forge a paused call.
 */
public final class StateFolder {
  private static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private final Map<String, String> environment;

  /** Creates a state folder's choice; nothing is made yet. */
  public StateFolder(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns the folder of this name in the state folder, made if need be.
   *
   * @throws CniException with code 5 if it can't be made or others may write it
   */
  public Path resolve(String name) {
    try {
      return Files.createDirectories(open().resolve(name), MODE);
    } catch (IOException e) {
      throw unusable(e.getMessage());
    }
  }

  /** Returns the state folder, made if need be. */
  Path open() {
    int uid;
    try {
      uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw unusable("/proc isn't mounted");
    }
    String problem = "";
    for (Path candidate : candidates(uid)) {
      try {
        return checked(candidate, uid);
      } catch (IOException e) {
        problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
      }
    }
    throw unusable(problem);
  }

  private List<Path> candidates(int uid) {
    String named = environment.getOrDefault("CNI_FP_STATE_DIR", "");
    if (!named.isEmpty()) {
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

  private static Path checked(Path folder, int self) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectory(folder, MODE);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(folder + " isn't a folder", e);
        }
      }
    }
    Map<String, Object> stat =
        Files.readAttributes(folder, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    if ((Integer) stat.getOrDefault("uid", -1) != self
        || ((Integer) stat.getOrDefault("mode", 022) & 022) != 0) {
      throw new IOException(folder + " belongs to another user or may be written by others");
    }
    // A folder that was left on a file system that has become read-only is of no use.
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + " can't be written");
    }
    return folder;
  }

  private static CniException unusable(@Nullable String reason) {
    return new CniException(
        CniError.IO_FAILURE,
        "the state folder can't be used: " + reason + "; name another one by CNI_FP_STATE_DIR");
  }
}
