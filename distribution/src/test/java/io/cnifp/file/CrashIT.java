package io.cnifp.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.file.PluginCall.Started;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls killed at any instant: what they leave is the state before or the state after, and nothing
 * beside it for longer than the next good call.
 *
 * <p>By default 60 are killed; {@code -Dcnifp.crash.calls=300} is the full size. Every third is
 * killed when the temporary file appears, which a random instant would seldom hit.
 */
class CrashIT {
  private static final int CALLS = Integer.getInteger("cnifp.crash.calls", 60);
  private static final long SEED = Long.getLong("cnifp.crash.seed", 4);

  @TempDir private Path folder;

  @Test
  void leavesTheOldStateOrTheNewOneAndNoLitter() throws Exception {
    Path file = folder.resolve("f.json");
    int left = 1_000_000;
    Files.writeString(file, content(left));
    PluginCall call = PluginCall.in(folder).annotated(file);
    long usual = call.run(folder).time().toNanos();
    left--;
    var random = new Random(SEED);
    int old = 0;
    int litter = 0;
    for (int i = 0; i < CALLS; i++) {
      Started started = call.start(folder);
      if (i % 3 == 0) {
        HeldCall.signalWhileItWrites("KILL", started.process(), file);
      } else {
        started.process().waitFor(random.nextLong(usual * 5 / 4), TimeUnit.NANOSECONDS);
      }
      started.process().destroyForcibly();
      boolean fired = started.await(PluginCall.LIMIT).status() == 1;

      String after = Files.readString(file);
      assertThat(after).as("call %d, seed %d", i, SEED).isIn(content(left), content(left - 1));
      boolean counted = after.equals(content(left - 1));
      assertThat(counted || !fired).as("fired, but not counted").isTrue();
      left -= counted ? 1 : 0;
      old += counted ? 0 : 1;

      if (Files.exists(HeldCall.temporary(file)) || i == CALLS - 1) {
        litter += Files.exists(HeldCall.temporary(file)) ? 1 : 0;
        assertThat(call.run(folder).message()).isEqualTo("boom");
        left--;
        assertThat(file).hasContent(content(left));
        assertThat(HeldCall.temporary(file)).doesNotExist();
      }
    }
    System.out.printf(
        "CrashIT: %d calls killed: %d left the old state, %d the new one, %d a temporary file%n",
        CALLS, old, CALLS - old, litter);
    assertThat(litter).as("calls caught while they wrote").isPositive();
  }

  @Test
  void givesALockUpAtTheInstantOfItsHoldersDeath() throws Exception {
    Path file = Files.writeString(folder.resolve("f.json"), HeldCall.large("1000*error(boom)"));
    PluginCall call = PluginCall.in(folder).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file, folder)) {
      Started waiter = call.start(folder);
      awaitWaiting(waiter);
      assertThat(waiter.process().isAlive()).isTrue();

      long from = System.nanoTime();
      holder.kill();

      assertThat(waiter.await(PluginCall.LIMIT).message()).isEqualTo("boom");
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
      assertThat(HeldCall.temporary(file)).doesNotExist();
    }
  }

  @Test
  void readsTheNewFileWhenItWaitedWhileTheOldOneWasReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("f.json"), HeldCall.large("1000*error(old)"));
    PluginCall call = PluginCall.in(folder).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file, folder)) {
      Started waiter = call.start(folder);
      awaitWaiting(waiter);
      Path edited = Files.writeString(folder.resolve("g.json"), "{\"cmdAdd\":\"2*error(new)\"}");
      Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

      holder.kill();

      assertThat(waiter.await(PluginCall.LIMIT).message()).isEqualTo("new");
      assertThat(file).hasContent("{\"cmdAdd\":\"1*error(new)\"}");
    }
  }

  @Test
  void losesNoEditThatWasMadeWhileItWrote() throws Exception {
    Path file = Files.writeString(folder.resolve("f.json"), HeldCall.large("1000*error(old)"));
    PluginCall call = PluginCall.in(folder).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file, folder)) {
      Path edited = Files.writeString(folder.resolve("g.json"), "{\"cmdAdd\":\"2*error(new)\"}");
      Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

      holder.goOn();

      assertThat(holder.await().message()).isEqualTo("new");
      assertThat(file).hasContent("{\"cmdAdd\":\"1*error(new)\"}");
    }
  }

  @Test
  void namesFileAndHolderWhenTheLockIsNotHadInTime() throws Exception {
    Path file = Files.writeString(folder.resolve("f.json"), HeldCall.large("1000*error(boom)"));
    PluginCall call = PluginCall.in(folder).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file, folder)) {
      String before = Files.readString(file);

      Reply reply = call.policy(folder, "{\"lockTimeout\":\"300ms\"}").run(folder);

      assertThat(reply.code()).isEqualTo(11);
      assertThat(reply.message())
          .isEqualTo(
              "the failpoint file %s has been locked by process %d for longer than 300 ms: try again"
                  .formatted(file, holder.pid()));
      assertThat(reply.time()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
      assertThat(Files.readString(file)).isEqualTo(before);
      Path other = Files.writeString(folder.resolve("g.json"), "{\"cmdAdd\":\"1*error(free)\"}");
      assertThat(PluginCall.in(folder).annotated(other).run(folder).message()).isEqualTo("free");
    }
  }

  private static String content(int count) {
    return HeldCall.large(count + "*error(boom)");
  }

  /** Until a call has the lock's file open. */
  private void awaitWaiting(Started waiter) throws Exception {
    Path locks = folder.resolve("state/locks");
    Path descriptors = Path.of("/proc", "" + waiter.process().pid(), "fd");
    long end = System.nanoTime() + PluginCall.LIMIT.toNanos();
    while (true) {
      try (var open = Files.newDirectoryStream(descriptors)) {
        for (Path descriptor : open) {
          if (Files.isSymbolicLink(descriptor)
              && Files.readSymbolicLink(descriptor).equals(locks)) {
            return;
          }
        }
      } catch (NoSuchFileException e) {
        // Closed meanwhile.
      }
      assertThat(System.nanoTime()).as("the call doesn't come to the lock").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
