package io.cnifp.engine.file;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Draw;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.path.ShownPath;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failpoint file: evaluates a point and keeps the new state, each evaluation exactly once however
 * many processes and threads call.
 *
 * <p>A file is read without a lock first. Only if it has the called point, and if an evaluation may
 * change it, it is locked, read again and replaced; the lock is free before any action runs. What a
 * killed call leaves is the old state or the new one.
 */
public final class FailpointFile {
  /** How large a failpoint file may be, in bytes. */
  public static final int MAX_SIZE = 1024 * 1024;

  private static final int MOST_MOVES = 100;

  private final FailpointSource source;
  private final Policy policy;
  private final FileLocks locks;
  private final Draw draw;

  /** Creates a failpoint file's view of one call; nothing is opened yet. */
  public FailpointFile(FailpointSource source, Policy policy, FileLocks locks, Draw draw) {
    this.source = source;
    this.policy = policy;
    this.locks = locks;
    this.draw = draw;
  }

  /**
   * Refuses failpoints whose actions there aren't, before any count is used.
   *
   * @param <T> what the steps of a failpoint become
   */
  @FunctionalInterface
  public interface Binder<T> {
    /**
     * Looks all steps of a failpoint up.
     *
     * @throws FailpointSyntaxException if one is wrong
     */
    T bind(Failpoint failpoint);
  }

  /**
   * What an evaluation came to.
   *
   * @param evaluation what the language made of the failpoint
   * @param bound what the binder made of it
   * @param <T> what the steps of a failpoint become
   */
  public record Evaluated<T>(Evaluation evaluation, T bound) {}

  /**
   * Whether the file has a failpoint for a point, without evaluating it; a file that is unreadable
   * or wrong at this point throws as {@link #evaluate}.
   */
  public boolean has(String point, Binder<?> binder) {
    ResolvedFile file = ResolvedFile.of(source, policy);
    try (PinnedFolder folder = PinnedFolder.open(file.folder(), file.confined())) {
      return armed(folder.read(file.name(), MAX_SIZE), point, binder) != null;
    } catch (IOException e) {
      throw unreadable(source.path(), e);
    }
  }

  /** Whether the file is gone, as when someone has removed it to disarm it. */
  public boolean isGone() {
    return Files.notExists(source.path());
  }

  /**
   * Evaluates a point and keeps the new state.
   *
   * @return empty if the file has no failpoint for the point
   * @throws CniException with code 999 if the file can't be read, isn't valid or can't be replaced,
   *     with code 11 if it can't be locked in time. Nothing has changed then
   * @throws InterruptedException while waiting for the lock
   */
  public <T> Optional<Evaluated<T>> evaluate(String point, CallAttributes call, Binder<T> binder)
      throws InterruptedException {
    for (int i = 0; i < MOST_MOVES; i++) {
      ResolvedFile file = ResolvedFile.of(source, policy);
      try (PinnedFolder folder = PinnedFolder.open(file.folder(), file.confined())) {
        byte[] content = folder.read(file.name(), MAX_SIZE);
        Armed<T> armed = armed(content, point, binder);
        if (armed == null) {
          return Optional.empty();
        }
        if (!armed.mayChange()) {
          return Optional.of(armed.evaluate(call, draw));
        }
        long key = FileLocks.key(folder, file.name());
        try (FileLocks.Held _ = locks.lock(key, policy.lockTimeout(), shown())) {
          if (ResolvedFile.of(source, policy).isSameAs(file) && folder.isStillThere()) {
            return locked(folder, file, armed, content, point, call, binder);
          }
        }
      } catch (IOException e) {
        throw unreadable(source.path(), e);
      }
    }
    throw error("keeps being moved elsewhere");
  }

  private <T> Optional<Evaluated<T>> locked(
      PinnedFolder folder,
      ResolvedFile file,
      Armed<T> before,
      byte[] contentBefore,
      String point,
      CallAttributes call,
      Binder<T> binder)
      throws IOException {
    for (int i = 0; i < MOST_MOVES; i++) {
      byte[] content = folder.read(file.name(), MAX_SIZE);
      Armed<T> armed =
          Arrays.equals(content, contentBefore) ? before : armed(content, point, binder);
      if (armed == null) {
        return Optional.empty();
      }
      Evaluated<T> evaluated = armed.evaluate(call, draw);
      String after = evaluated.evaluation().after().print();
      if (after.equals(armed.text())) {
        tidy(folder, file.name());
        return Optional.of(evaluated);
      }
      if (replace(folder, file.name(), armed.document().with(point, after))) {
        return Optional.of(evaluated);
      }
    }
    throw error("keeps being changed by someone else");
  }

  private static void tidy(PinnedFolder folder, Path name) {
    try {
      folder.removeTemporary(name);
    } catch (IOException e) {
      // A read-only file system, say. There is nothing to write, so this is no reason to fail.
    }
  }

  /** Returns false if someone else has changed the file, so that it must be read again. */
  private boolean replace(PinnedFolder folder, Path name, byte[] content) {
    if (content.length > MAX_SIZE) {
      throw error(
          "would become larger than " + MAX_SIZE + " bytes by its new state; nothing was injected");
    }
    try {
      return folder.replace(name, content);
    } catch (IOException e) {
      throw error("can't be replaced (" + reason(e) + "); nothing was injected");
    }
  }

  private <T> @Nullable Armed<T> armed(byte[] content, String point, Binder<T> binder) {
    FailpointDocument document = parse(content);
    Optional<String> text = point(document, point);
    if (text.isEmpty()) {
      return null;
    }
    try {
      Failpoint failpoint = Failpoint.parse(text.get());
      return new Armed<>(document, text.get(), failpoint, binder.bind(failpoint));
    } catch (FailpointSyntaxException e) {
      throw error("is wrong: " + point + ": " + e.getMessage());
    }
  }

  private Optional<String> point(FailpointDocument document, String point) {
    try {
      document.requireKnownPoints();
      return document.point(point);
    } catch (JsonSyntaxException e) {
      throw error("is wrong: " + e.getMessage());
    }
  }

  private FailpointDocument parse(byte[] content) {
    if (content.length == 0) {
      throw error("is empty: a JSON object was expected");
    }
    try {
      return FailpointDocument.parse(content);
    } catch (JsonSyntaxException e) {
      throw error("isn't valid JSON: " + e.getMessage());
    }
  }

  static CniException unreadable(Path path, IOException e) {
    return error(
        path, e instanceof UnfitFileException ? reason(e) : "can't be opened: " + reason(e));
  }

  /** The reason of a failure without the names that the JDK puts into its messages. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? "it isn't there any more, or isn't what it was" : ShownPath.of(reason);
  }

  private CniException error(String problem) {
    return error(source.path(), problem);
  }

  static CniException error(Path path, String problem) {
    return new CniException(
        CniError.INTERNAL, "the failpoint file " + ShownPath.of(path) + " " + problem);
  }

  private String shown() {
    return ShownPath.of(source.path());
  }

  /** A failpoint that the file has for the called point. */
  private record Armed<T>(FailpointDocument document, String text, Failpoint failpoint, T bound) {
    boolean mayChange() {
      return failpoint.hasState() || !failpoint.print().equals(text);
    }

    Evaluated<T> evaluate(CallAttributes call, Draw draw) {
      return new Evaluated<>(Evaluation.of(failpoint, call, draw), bound);
    }
  }
}
