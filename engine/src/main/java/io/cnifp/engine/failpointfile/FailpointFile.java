package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.safefile.FileAccess;
import io.cnifp.engine.safefile.PathResolver;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.safefile.ResolvedPath;
import io.cnifp.engine.safefile.SecureDirectory;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.Locks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A failpoint file as one call sees it: read when a point is reached, and once more, under the
 * lock, to evaluate the point and store its new state. Each evaluation is stored exactly once
 * however many processes and threads call.
 *
 * <p>No code of an extension runs under the lock. A call that is killed leaves the old state or the
 * new one.
 */
public final class FailpointFile implements FailpointStore {
  /** How large a failpoint file may be, in bytes. */
  public static final int MAX_SIZE = 1024 * 1024;

  private static final int MAX_TRIES = 100;

  private final Path path;
  private final PathResolver paths;
  private final Duration lockTimeout;
  private final Locks locks;
  private final FileAccess access;
  private final RandomSource random;
  private final InstantSource clock;

  /**
   * Creates the view of a call; nothing is opened yet.
   *
   * @param path the file as it was named; absolute
   * @param rules where it may be
   * @param lockTimeout how long to wait for its lock
   * @param locks the locks of all failpoint files
   * @param access how files are reached
   * @param random draws for terms without a seed
   * @param clock the time; read only for what expires
   */
  public FailpointFile(
      Path path,
      PathRules rules,
      Duration lockTimeout,
      Locks locks,
      FileAccess access,
      RandomSource random,
      InstantSource clock) {
    this.path = path;
    this.paths = access.resolver(rules);
    this.lockTimeout = lockTimeout;
    this.locks = locks;
    this.access = access;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public boolean isGone() {
    try {
      ResolvedPath file = paths.resolve(path);
      return Files.notExists(file.directory().resolve(file.name()), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads the file, without a lock. */
  @Override
  public FailpointSnapshot read() {
    try {
      ResolvedPath file = paths.resolve(path);
      try (SecureDirectory directory = access.open(file)) {
        return snapshot(directory, file.name());
      }
    } catch (IOException e) {
      throw FailpointFileErrors.unreadable(path, paths.rules(), e);
    }
  }

  @Override
  public Commit commit(
      FailpointSnapshot snapshot, String point, Failpoint expected, CallAttributes call)
      throws InterruptedException {
    Optional<Commit> unlocked = unlocked(snapshot, point, expected, call);
    if (unlocked.isPresent()) {
      return unlocked.get();
    }
    return underLock((directory, name) -> {
      return locked(directory, name, snapshot, point, expected, call);
    });
  }

  @Override
  public boolean keepsState() {
    return true;
  }

  @Override
  public JsonObject changeState(StateKey key, String steps, UnaryOperator<JsonObject> change)
      throws InterruptedException {
    return underLock((directory, name) -> changeState(directory, name, key, steps, change));
  }

  /** What is done with the file while it is locked. */
  @FunctionalInterface
  private interface Locked<T> {
    T apply(SecureDirectory directory, Path name) throws IOException;
  }

  private <T> T underLock(Locked<T> work) throws InterruptedException {
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        ResolvedPath file = paths.resolve(path);
        try (SecureDirectory directory = access.open(file);
            FileLocks.Held _ =
                locks.lock(key(directory, file.name()), lockTimeout, DisplayPath.of(path))) {
          if (paths.resolve(path).isSameAs(file) && directory.isStillThere()) {
            return work.apply(directory, file.name());
          }
        }
      } catch (IOException e) {
        throw FailpointFileErrors.unreadable(path, paths.rules(), e);
      }
    }
    throw FailpointFileErrors.of(path, "keeps being moved elsewhere");
  }

  private JsonObject changeState(
      SecureDirectory directory,
      Path name,
      StateKey key,
      String steps,
      UnaryOperator<JsonObject> change)
      throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      FailpointSnapshot now = snapshot(directory, name);
      if (!now.hasTerm(key, steps)) {
        throw new CniException(
            CniError.TRY_AGAIN_LATER,
            "the state of "
                + key.action()
                + " cannot be kept: the failpoint of "
                + key.point()
                + " was changed after the call began, try again");
      }
      FileState state = now.state();
      JsonObject before = state.get(key);
      JsonObject after = change.apply(before);
      if (after.equals(before)
          || replace(directory, name, now.document().withState(state.with(key, after)))) {
        return before;
      }
    }
    throw FailpointFileErrors.of(path, "keeps being changed by someone else");
  }

  private FailpointSnapshot snapshot(SecureDirectory directory, Path name) throws IOException {
    return FailpointSnapshot.parse(
        FailpointFileErrors.subject(path), directory.read(name, MAX_SIZE));
  }

  @Override
  public CniException refused(String problem) {
    return FailpointFileErrors.of(path, "is wrong: " + problem);
  }

  @Override
  public CniException invalid(String point, FailpointSyntaxException e) {
    return FailpointFileErrors.invalid(FailpointFileErrors.subject(path), point, e);
  }

  private Commit locked(
      SecureDirectory directory,
      Path name,
      FailpointSnapshot read,
      String point,
      Failpoint expected,
      CallAttributes call)
      throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      FailpointSnapshot now = snapshot(directory, name);
      Optional<Failpoint> failpoint =
          now.hasContentOf(read) ? Optional.of(expected) : now.failpoint(point);
      if (failpoint.isEmpty() || !failpoint.get().hasStepsOf(expected)) {
        return new Commit.Changed(now);
      }
      Optional<Commit> unlocked = unlocked(now, point, failpoint.get(), call);
      if (unlocked.isPresent()) {
        directory.removeTemporary(name);
        return unlocked.get();
      }
      Evaluation evaluation = Evaluation.of(failpoint.get(), call, random, clock);
      Optional<byte[]> changed = changed(now, point, evaluation);
      if (changed.isEmpty()) {
        directory.removeTemporary(name);
        return new Commit.Done(evaluation);
      }
      if (replace(directory, name, changed.get())) {
        return new Commit.Done(evaluation);
      }
    }
    throw FailpointFileErrors.of(path, "keeps being changed by someone else");
  }

  /** Returns the result for a call that can change nothing, so that there is nothing to lock. */
  private Optional<Commit> unlocked(
      FailpointSnapshot now, String point, Failpoint failpoint, CallAttributes call) {
    FileLimits limits = now.limits();
    if (!limits.when().matches(call, clock)) {
      return Optional.of(new Commit.Done(new Evaluation(-1, failpoint)));
    }
    if (limits.areSpent()) {
      return Optional.of(new Commit.Spent());
    }
    boolean same = !failpoint.hasState() && now.isStoredAs(point, failpoint.print());
    return !same || limits.atMost().isPresent()
        ? Optional.empty()
        : Optional.of(new Commit.Done(Evaluation.of(failpoint, call, random, clock)));
  }

  /** Returns the file as an evaluation leaves it; empty if that is as it was. */
  private static Optional<byte[]> changed(
      FailpointSnapshot now, String point, Evaluation evaluation) {
    String after = evaluation.after().print();
    OptionalLong atMost = now.limits().atMost();
    boolean counts = evaluation.fired() >= 0 && atMost.isPresent();
    boolean evaluated = !now.isStoredAs(point, after);
    if (!evaluated && !counts) {
      return Optional.empty();
    }
    FailpointDocument document = now.document();
    if (counts) {
      byte[] counted = document.withAtMost(atMost.getAsLong() - 1);
      if (!evaluated) {
        return Optional.of(counted);
      }
      document = FailpointDocument.parse(counted);
    }
    return Optional.of(document.with(point, after));
  }

  /** Returns the key of a file, the same by whatever path its directory is reached. */
  static String key(SecureDirectory directory, Path name) throws IOException {
    return directory.key() + "/" + name;
  }

  /** Returns false if someone else has changed the file, so that it must be read again. */
  private boolean replace(SecureDirectory directory, Path name, byte[] content) {
    if (content.length > MAX_SIZE) {
      throw FailpointFileErrors.of(
          path,
          "would become larger than " + MAX_SIZE + " bytes by its new state; nothing was injected");
    }
    try {
      return directory.replace(name, content);
    } catch (IOException e) {
      throw FailpointFileErrors.of(
          path, "cannot be replaced (" + FailpointFileErrors.reason(e) + "); nothing was injected");
    }
  }
}
