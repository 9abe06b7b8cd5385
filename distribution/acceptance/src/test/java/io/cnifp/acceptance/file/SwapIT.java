package io.cnifp.acceptance.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a name in an allowed directory stands for is swapped as fast as can be, by another process
 * than the plugin's, while it looks, opens and replaces: it never leaves the allowed directory.
 */
class SwapIT {
  private static final Duration LONG = Duration.ofMillis(5500);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private Path allowed;
  private Path spare;
  private Path secret;

  @BeforeEach
  void lay() throws IOException {
    allowed = Files.createDirectory(directory.resolve("allowed"));
    spare = Files.createDirectory(directory.resolve("spare"));
    secret = Files.createDirectory(directory.resolve("secret"));
    Files.writeString(secret.resolve("f"), "{\"cmdAdd\":\"1000000*error(" + Target.SECRET + ")\"}");
  }

  @AfterEach
  void leaveNoTemporaryInTheForbiddenDirectory() {
    assertThat(secret).isDirectoryNotContaining("glob:**cni-fp");
  }

  @Test
  void ofTheFileForALinkGainsNothing() throws Exception {
    file(allowed.resolve("f"));
    Files.createSymbolicLink(spare.resolve("f"), secret.resolve("f"));
    race(LONG, "f", "f");
  }

  @Test
  void ofTheDirectoryForALinkGainsNothing() throws Exception {
    file(Files.createDirectory(allowed.resolve("d")).resolve("f"));
    Files.createSymbolicLink(spare.resolve("d"), secret);
    race(LONG, "d", "d/f");
  }

  @Test
  void ofTheDirectoryForAFifoDelaysNoCall() throws Exception {
    file(Files.createDirectory(allowed.resolve("d")).resolve("f"));
    fifo(spare.resolve("d"));
    race(SHORT, "d", "d/f");
  }

  @Test
  void ofTheFileForAFifoDelaysNoCall() throws Exception {
    file(allowed.resolve("f"));
    fifo(spare.resolve("f"));
    race(SHORT, "f", "f");
  }

  @Test
  void ofTheFileForADanglingLinkTellsNothing() throws Exception {
    file(allowed.resolve("f"));
    Files.createSymbolicLink(spare.resolve("f"), secret.resolve("missing"));
    Set<String> messages = race(SHORT, "f", "f");
    assertThat(messages).noneMatch(message -> message.contains("directory"));
  }

  private static void file(Path path) throws IOException {
    Files.writeString(path, "{\"cmdAdd\":\"1000000*error(mine)\"}");
  }

  private static void fifo(Path path) throws Exception {
    new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
  }

  /** Swaps two names while calls are made, and returns what the calls said. */
  private Set<String> race(Duration length, String swapped, String file) throws Exception {
    Path named = allowed.resolve(file);
    Target target = Target.of(secret.resolve("f"));
    PluginRun call =
        PluginRun.in(directory)
            .policy(directory, "{\"confDirs\":[\"" + allowed + "\"]}")
            .annotated(named);
    Set<String> messages = new HashSet<>();
    try (var _ = new Swapping(allowed.resolve(swapped), spare.resolve(swapped))) {
      long from = System.nanoTime();
      while (System.nanoTime() - from < length.toNanos()) {
        ProcessResult reply = call.run();
        target.assertUntouchedBy(reply);
        assertThat(reply.stderr()).isEmpty();
        messages.add(reply.message());
      }
    }
    assertThat(messages)
        .allMatch(message ->
            message.equals("mine")
                || message.equals(
                    "the node's policy forbids " + named + " as a failpoint file (confDirs)")
                || message.startsWith("the failpoint file " + named + " "));
    return messages;
  }

  /** A thread that swaps two names for each other again and again. */
  private static final class Swapping implements AutoCloseable {
    private final Path one;
    private final Path other;
    private final Thread thread;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private volatile boolean over;
    private volatile long count;

    Swapping(Path one, Path other) {
      this.one = one;
      this.other = other;
      this.thread = Thread.ofPlatform().start(this::swap);
    }

    private void swap() {
      Path aside = other.resolveSibling("aside");
      try {
        for (long n = 1; !over; n++) {
          Files.move(one, aside, ATOMIC_MOVE);
          Files.move(other, one, ATOMIC_MOVE);
          Files.move(aside, other, ATOMIC_MOVE);
          count = n;
        }
      } catch (IOException e) {
        failure.set(e);
      }
    }

    @Override
    public void close() {
      over = true;
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      assertThat(failure.get()).isNull();
      assertThat(count).isGreaterThan(1000);
    }
  }
}
