package io.cnifp.engine.journal;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.safefile.CreationMode;
import io.cnifp.engine.safefile.TrustedPath;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.Locks;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that records what fired: one JSON object on each line. Any number of processes append to
 * it at once, and each line stays whole.
 *
 * <p>It is off unless {@value #VARIABLE} or the policy names a file. A call never fails because of
 * it; what cannot be recorded is not recorded. At {@link #MAX_SIZE} the file is renamed to its name
 * with {@code .1} appended, and a new one is created, so that the two take at most twice that size.
 *
 * <p>Only root and the calling user decide where it is: no link at its end is followed, and no
 * other user may write its directory. Safe for use by several threads.
 */
public final class Journal {
  /** The variable that names the journal; it overrides the policy. */
  public static final String VARIABLE = "CNI_FP_JOURNAL";

  /** The size at which a journal is rotated, in bytes. */
  public static final long MAX_SIZE = 16 * 1024 * 1024;

  /** The suffix of the name of a rotated journal. */
  public static final String ROTATED = ".1";

  private static final int DIRECTORY_MODE = 0755;
  private static final int FILE_MODE = 0600;
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
  static final int WRITABLE_BY_OTHERS = 022;
  private static final int OPEN_TO_OTHERS = 077;

  private final Optional<Path> path;
  private final Locks locks;

  private Journal(Optional<Path> path, Locks locks) {
    this.path = path;
    this.locks = locks;
  }

  /**
   * Returns the journal of a call; it records nothing if none is named.
   *
   * @param environment the call's environment
   * @param policy the node's policy
   * @param locks keep two processes from writing at once
   */
  public static Journal of(Map<String, String> environment, Policy policy, Locks locks) {
    return new Journal(named(environment, policy), locks);
  }

  /** Returns the file of the journal: the one that the variable names, else the policy's. */
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

  /** Returns whether anything is recorded. */
  public boolean isOn() {
    return path.isPresent();
  }

  /**
   * Returns why a journal cannot be at a path; empty if it can. Its directory is created if only
   * that is missing.
   */
  public static String problem(Path journal) {
    Path directory = journal.getParent();
    if (directory == null) {
      return "it is not a file";
    }
    try {
      if (Files.notExists(directory)) {
        Files.createDirectory(directory, CreationMode.of(DIRECTORY_MODE));
      }
      TrustedPath.Trusted trusted = TrustedPath.check(directory);
      if (!trusted.problem().isEmpty()) {
        return trusted.problem();
      }
      int mode = (Integer) Files.getAttribute(trusted.real(), "unix:mode");
      if ((mode & WRITABLE_BY_OTHERS) != 0) {
        return "its directory may be written by others than its owner";
      }
      String others = ownedByOthers(journal, OPEN_TO_OTHERS);
      if (!others.isEmpty()) {
        return others;
      }
      return Files.isWritable(Files.exists(journal) ? journal : directory)
          ? ""
          : "it cannot be written";
    } catch (IOException e) {
      return "its directory cannot be created or examined";
    }
  }

  /**
   * Returns why the file of a journal is not the caller's alone; empty if it is or does not exist.
   *
   * @param mode the bits of a mode that it must not have
   */
  static String ownedByOthers(Path journal, int mode) throws IOException {
    if (!Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
      return "it is not a regular file";
    }
    Map<String, Object> stat =
        Files.readAttributes(journal, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if ((Integer) stat.getOrDefault("uid", -1) != self) {
      return "it belongs to another user";
    }
    return ((Integer) stat.getOrDefault("mode", 0) & mode) == 0
        ? ""
        : "others than its owner may use it; chmod 600";
  }

  /** Appends an entry; does nothing if that fails. */
  void append(JsonObject entry) {
    if (path.isEmpty() || !problem(path.get()).isEmpty()) {
      return;
    }
    Path file = path.get();
    // Without a lock all calls could find that the file is not yet too large, and write at once.
    try (FileLocks.Held _ = locks.lock(file.toString(), LOCK_TIMEOUT, file.toString())) {
      rotateIfLarge(file);
      write(file, entry);
    } catch (CniException e) {
      // There is no lock where the state directory cannot be used, which is worth an entry.
      appendUnlocked(file, entry);
    } catch (IOException e) {
      // A call never fails because of its journal.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void appendUnlocked(Path file, JsonObject entry) {
    try {
      if (!isLarge(file)) {
        write(file, entry);
      }
    } catch (IOException e) {
      // As above.
    }
  }

  /** Appends by one write, which the kernel keeps whole among those of other processes. */
  private static void write(Path file, JsonObject entry) throws IOException {
    byte[] line = (entry + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            CreationMode.of(FILE_MODE))) {
      channel.write(ByteBuffer.wrap(line));
    }
  }

  private static void rotateIfLarge(Path file) throws IOException {
    if (isLarge(file)) {
      Files.move(
          file, file.resolveSibling(file.getFileName() + ROTATED), StandardCopyOption.ATOMIC_MOVE);
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
