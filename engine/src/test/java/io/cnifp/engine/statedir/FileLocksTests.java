package io.cnifp.engine.statedir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = SECONDS)
class FileLocksTests {
  private static final String KEY = "(dev=1,ino=2)/points.json";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path directory;
  private Path file;
  private FileLocks locks;

  @BeforeEach
  void create() throws IOException {
    file = Files.createDirectories(directory.resolve("1")).resolve("locks");
    locks = newLocks();
  }

  private FileLocks newLocks() {
    return FileLocks.ofFailpointFiles(
        new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString())));
  }

  private long offset() throws IOException {
    return LockSecret.of(file.getParent()).offset(KEY);
  }

  private CniException refused(FileLocks asked) {
    return catchThrowableOfType(CniException.class, () -> asked.lock(KEY, SHORT, "/x").close());
  }

  @Nested
  class AmongThreads {

    @Test
    void oneHasALockAtATime() throws Exception {
      var inside = new AtomicInteger();
      Callable<Integer> task =
          () -> {
            int most = 0;
            for (int i = 0; i < 200; i++) {
              try (FileLocks.Held _ = locks.lock(KEY, LONG, "/x")) {
                most = Math.max(most, inside.incrementAndGet());
                Thread.onSpinWait();
                inside.decrementAndGet();
              }
            }
            return most;
          };
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tasks.add(task);
      }
      try (var threads = Executors.newFixedThreadPool(16)) {
        for (Future<Integer> most : threads.invokeAll(tasks)) {
          assertThat(most.get()).isOne();
        }
      }
    }

    @Test
    void differentKeysDontExcludeEachOther() throws Exception {
      try (FileLocks.Held _ = locks.lock(KEY, LONG, "/x");
          FileLocks.Held _ = locks.lock(KEY + "1", SHORT, "/y")) {
        assertThat(file).isRegularFile();
      }
    }

    @Test
    void theMessageNamesThisProcess() throws Exception {
      try (FileLocks.Held _ = locks.lock(KEY, LONG, "/x")) {
        try (var thread = Executors.newSingleThreadExecutor()) {
          CniException e = thread.submit(() -> refused(locks)).get();
          assertThat(e.error().code()).isEqualTo(11);
          assertThat(e.error().message())
              .isEqualTo(
                  "the failpoint file /x has been locked by another thread of process %d for longer"
                          .formatted(ProcessHandle.current().pid())
                      + " than 50 ms: try again");
        }
      }
    }

    @Test
    void anotherInstanceInTheProcessIsExcludedToo() throws Exception {
      try (FileLocks.Held _ = locks.lock(KEY, LONG, "/x")) {
        assertThat(refused(newLocks()).error().code()).isEqualTo(11);
      }
    }
  }

  @Nested
  class AmongProcesses {

    @Test
    void theMessageNamesTheHolder() throws IOException {
      try (LockingProcess holder = LockingProcess.lock(file, offset())) {
        CniException e = refused(locks);
        assertThat(e.error().code()).isEqualTo(11);
        assertThat(e.error().message())
            .isEqualTo(
                "the failpoint file /x has been locked by process %d for longer than 50 ms: try again"
                    .formatted(holder.pid()));
      }
    }

    @Test
    void aLockIsFreeAtTheInstantOfItsHoldersDeath() throws Exception {
      try (LockingProcess holder = LockingProcess.lock(file, offset());
          var thread = Executors.newSingleThreadExecutor()) {
        Future<?> waiter =
            thread.submit(() -> {
              locks.lock(KEY, LONG, "/x").close();
              return null;
            });
        assertThat(waiter.isDone()).isFalse();
        holder.kill();
        waiter.get(5, SECONDS);
      }
    }
  }

  @Test
  void aLockInAFileThatWasRemovedIsTakenAnew() throws Exception {
    locks.lock(KEY, LONG, "/x").close();
    Files.delete(file);
    try (LockingProcess holder = LockingProcess.lock(file, offset())) {
      assertThat(refused(locks).error().message()).contains("by process " + holder.pid());
    }
    locks.lock(KEY, SHORT, "/x").close();
  }

  @Test
  void theLongestTimeoutOfAPolicyIsNoError() throws Exception {
    locks.lock(KEY, Duration.ofHours(999_999_999_999L), "/x").close();
  }

  /** One waits for a file system that never answers, say. */
  @Test
  void ofAJournalIsNeverHeldUpByOneOfAFailpointFile() throws Exception {
    FileLocks journals =
        FileLocks.ofJournals(new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString())));
    try (FileLocks.Held _ = locks.lock(KEY, LONG, "/x");
        FileLocks.Held _ = journals.lock(KEY, SHORT, "/x")) {
      assertThat(file.resolveSibling("journal-locks")).isRegularFile();
    }
  }

  @Nested
  class TheOffsetOfALock {
    @Test
    void dependsOnASecretThatTheDirectoryKeeps() throws Exception {
      LockSecret secret = LockSecret.of(file.getParent());
      assertThat(LockSecret.of(file.getParent())).isEqualTo(secret);
      assertThat(file.resolveSibling("secret")).hasSize(16);
      assertThat(Files.getAttribute(file.resolveSibling("secret"), "unix:mode")).isEqualTo(0100600);
      Files.delete(file.resolveSibling("secret"));
      assertThat(LockSecret.of(file.getParent()).offset(KEY)).isNotEqualTo(secret.offset(KEY));
    }

    @Test
    void isTheSameForAllThatCreateTheSecretAtOnce() throws Exception {
      Callable<LockSecret> task = () -> LockSecret.of(file.getParent());
      try (var threads = Executors.newFixedThreadPool(16)) {
        assertThat(threads.invokeAll(Collections.nCopies(16, task)))
            .extracting(Future::get)
            .containsOnly(LockSecret.of(file.getParent()));
      }
    }

    @Test
    void isRefusedIfTheSecretIsDamaged() throws Exception {
      Files.writeString(file.resolveSibling("secret"), "short");
      assertThat(refused(locks).error().message()).contains("secret is damaged");
    }
  }

  @Test
  void theFileIsItsOwnersAlone() throws Exception {
    locks.lock(KEY, LONG, "/x").close();
    assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
  }
}
