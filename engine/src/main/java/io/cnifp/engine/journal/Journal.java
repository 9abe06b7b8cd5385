package io.cnifp.engine.journal;

import io.cnifp.api.CniException;
import io.cnifp.engine.file.FileLocks;
import io.cnifp.engine.path.TrustedPath;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that records what fired: one JSON object a line, appended by any number of processes at
 * once, each line whole.
 *
 * <p>It is off unless {@value #VARIABLE} or the policy names a file. It is never a reason for a
 * call to fail: what can't be recorded isn't. At {@link #MAX_SIZE} the file is renamed to its name
 * with {@code .1} behind it and a new one begun, so the two take twice that at most.
 *
 * <p>Only root or the calling user may have a say in where it is: no link is followed at its end,
 * and its folder may be written by nobody else. May be used by several threads at once.
 */
public final class Journal {
  /** The variable that names the journal; it goes before the policy. */
  public static final String VARIABLE = "CNI_FP_JOURNAL";

  /** At which size a journal is put aside, in bytes. */
  public static final long MAX_SIZE = 16 * 1024 * 1024;

  /** What a journal that was put aside has behind its name. */
  public static final String OLDER = ".1";

  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Duration ROTATION_PATIENCE = Duration.ofSeconds(1);
  private static final int WRITABLE_BY_OTHERS = 022;

  private final Optional<Path> path;
  private final FileLocks locks;

  private Journal(Optional<Path> path, FileLocks locks) {
    this.path = path;
    this.locks = locks;
  }

  /**
   * The journal of a call; one that records nothing if none is named.
   *
   * @param environment the call's environment
   * @param policy what the administrator says
   * @param locks keep two processes from putting the same file aside
   */
  public static Journal of(Map<String, String> environment, Policy policy, FileLocks locks) {
    return new Journal(named(environment, policy), locks);
  }

  /** Which file records what fires: what the variable names, else what the policy does. */
  public static Optional<Path> named(Map<String, String> environment, Policy policy) {
    String variable = environment.getOrDefault(VARIABLE, "");
    if (variable.isEmpty()) {
      return policy.journal();
    }
    try {
      Path named = Path.of(variable);
      return named.isAbsolute() ? Optional.of(named) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether anything is recorded. */
  public boolean isOn() {
    return path.isPresent();
  }

  /**
   * Tells why a journal can't be there; empty if it can. Its folder is made if only that is
   * missing.
   */
  public static String problem(Path journal) {
    Path folder = journal.getParent();
    if (folder == null) {
      return "it isn't a file";
    }
    try {
      if (Files.notExists(folder)) {
        Files.createDirectory(folder, FOLDER_MODE);
      }
      TrustedPath.Trusted trusted = TrustedPath.check(folder);
      if (!trusted.problem().isEmpty()) {
        return trusted.problem();
      }
      int mode = (Integer) Files.getAttribute(trusted.real(), "unix:mode");
      if ((mode & WRITABLE_BY_OTHERS) != 0) {
        return "its folder may be written by others than its owner";
      }
      if (Files.exists(journal, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
        return "it isn't a regular file";
      }
      return Files.isWritable(Files.exists(journal) ? journal : folder)
          ? ""
          : "it can't be written";
    } catch (IOException e) {
      return "its folder can't be made or looked at";
    }
  }

  /** Appends an entry; does nothing if that can't be done. */
  void append(String entry) {
    if (path.isEmpty() || !problem(path.get()).isEmpty()) {
      return;
    }
    try {
      putAsideIfLarge(path.get());
      write(path.get(), (entry + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException | CniException e) {
      // Said in the type's documentation: never a reason for a call to fail.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One write at the end of the file, which the kernel keeps whole among those of others. */
  private static void write(Path file, byte[] line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            FILE_MODE)) {
      channel.write(ByteBuffer.wrap(line));
    }
  }

  private void putAsideIfLarge(Path file) throws IOException, InterruptedException {
    if (!isLarge(file)) {
      return;
    }
    long key = file.toString().hashCode() * 0x9E3779B97F4A7C15L;
    try (FileLocks.Held _ = locks.lock(key, ROTATION_PATIENCE, file.toString())) {
      // Another call may have done it meanwhile.
      if (isLarge(file)) {
        Files.move(
            file, file.resolveSibling(file.getFileName() + OLDER), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static boolean isLarge(Path file) {
    try {
      return Files.size(file) >= MAX_SIZE;
    } catch (IOException e) {
      return false;
    }
  }
}
