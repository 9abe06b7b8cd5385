package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.HeldCall;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.StressSize;
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
 * <p>60 calls are killed, 300 in {@code ./verify --long}. Every third is killed when the temporary
 * file appears, which a random instant would seldom hit.
 */
class CrashIT {
  private static final int CALLS = StressSize.of(60, 300);
  private static final long SEED = Long.getLong("cnifp.crash.seed", 4);

  @TempDir private Path directory;

  @Test
  void leavesTheOldStateOrTheNewOneAndNoLitter() throws Exception {
    Path file = directory.resolve("f.json");
    int left = 1_000_000;
    Files.writeString(file, content(left));
    PluginRun call = PluginRun.in(directory).annotated(file);
    long usual = call.run().elapsed().toNanos();
    left--;
    var random = new Random(SEED);
    int old = 0;
    int litter = 0;
    for (int i = 0; i < CALLS; i++) {
      ProcessResult.Running started = call.start();
      if (i % 3 == 0) {
        HeldCall.signalWhileItWrites("KILL", started.process(), file);
      } else {
        started.process().waitFor(random.nextLong(usual * 5 / 4), TimeUnit.NANOSECONDS);
      }
      started.process().destroyForcibly();
      boolean fired = started.await().status() == 1;

      String after = Files.readString(file);
      assertThat(after).as("call %d, seed %d", i, SEED).isIn(content(left), content(left - 1));
      boolean counted = after.equals(content(left - 1));
      assertThat(counted || !fired).as("fired, but not counted").isTrue();
      left -= counted ? 1 : 0;
      old += counted ? 0 : 1;

      if (Files.exists(HeldCall.temporary(file)) || i == CALLS - 1) {
        litter += Files.exists(HeldCall.temporary(file)) ? 1 : 0;
        assertThat(call.run().message()).isEqualTo("boom");
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
  void releasesALockWhenItsHolderDies() throws Exception {
    Path file = Files.writeString(directory.resolve("f.json"), HeldCall.large("1000*error(boom)"));
    PluginRun call = PluginRun.in(directory).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file)) {
      ProcessResult.Running waiter = call.start();
      awaitWaiting(waiter);
      assertThat(waiter.process().isAlive()).isTrue();

      long from = System.nanoTime();
      holder.kill();

      assertThat(waiter.await().message()).isEqualTo("boom");
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
      assertThat(HeldCall.temporary(file)).doesNotExist();
    }
  }

  @Test
  void readsTheNewFileIfTheOldOneWasReplacedWhileItWaited() throws Exception {
    Path file = Files.writeString(directory.resolve("f.json"), HeldCall.large("1000*error(old)"));
    PluginRun call = PluginRun.in(directory).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file)) {
      ProcessResult.Running waiter = call.start();
      awaitWaiting(waiter);
      Path edited = Files.writeString(directory.resolve("g.json"), "{\"cmdAdd\":\"2*error(new)\"}");
      Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

      holder.kill();

      assertThat(waiter.await().message()).isEqualTo("new");
      assertThat(file).hasContent("{\"cmdAdd\":\"1*error(new)\"}");
    }
  }

  @Test
  void losesNoEditThatWasMadeWhileItWrote() throws Exception {
    Path file = Files.writeString(directory.resolve("f.json"), HeldCall.large("1000*error(old)"));
    PluginRun call = PluginRun.in(directory).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file)) {
      Path edited = Files.writeString(directory.resolve("g.json"), "{\"cmdAdd\":\"2*error(new)\"}");
      Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

      holder.resume();

      assertThat(holder.await().message()).isEqualTo("new");
      assertThat(file).hasContent("{\"cmdAdd\":\"1*error(new)\"}");
    }
  }

  @Test
  void namesFileAndHolderIfTheLockIsNotFreeInTime() throws Exception {
    Path file = Files.writeString(directory.resolve("f.json"), HeldCall.large("1000*error(boom)"));
    PluginRun call = PluginRun.in(directory).annotated(file);
    try (HeldCall holder = HeldCall.stop(call, file)) {
      String before = Files.readString(file);

      ProcessResult reply = call.policy(directory, "{\"lockTimeout\":\"300ms\"}").run();

      assertThat(reply.code()).isEqualTo(11);
      assertThat(reply.message())
          .isEqualTo(
              "the failpoint file %s has been locked by process %d for longer than 300 ms: try again"
                  .formatted(file, holder.pid()));
      assertThat(reply.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
      assertThat(Files.readString(file)).isEqualTo(before);
      Path other = Files.writeString(directory.resolve("g.json"), "{\"cmdAdd\":\"1*error(free)\"}");
      assertThat(PluginRun.in(directory).annotated(other).run().message()).isEqualTo("free");
    }
  }

  private static String content(int count) {
    return HeldCall.large(count + "*error(boom)");
  }

  /** Waits until a call has the file of the locks open. */
  private void awaitWaiting(ProcessResult.Running waiter) {
    Path locks = directory.resolve("state/1/locks");
    Path descriptors = Path.of("/proc", "" + waiter.process().pid(), "fd");
    Eventually.holds(
        "the call waits for the lock",
        () -> {
          try (var open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
              if (Files.isSymbolicLink(descriptor)
                  && Files.readSymbolicLink(descriptor).equals(locks)) {
                return true;
              }
            }
          } catch (NoSuchFileException e) {
            // A descriptor was closed meanwhile.
          }
          return false;
        });
  }
}
