package io.cnifp.engine.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.engine.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, unit = SECONDS)
class PosixTests {
  private static final int NONE = -1;

  @TempDir private Path directory;
  private final Posix posix = Libraries.posix();

  @Nested
  class Library {
    @Test
    void isAbsentWhereItCannotBeLoaded() throws IOException {
      assertThat(Posix.load(directory.resolve("none.so"), UTF_8)).isEmpty();
      Path noLibrary = Files.writeString(directory.resolve("text.so"), "text");
      assertThat(Posix.load(noLibrary, UTF_8)).isEmpty();
      assertThat(Posix.of(directory, UTF_8)).isEmpty();
    }
  }

  @Nested
  class OpeningAFile {
    @Test
    void readsIt() throws IOException {
      int opened = posix.open(Files.writeString(directory.toRealPath().resolve("ä"), "12345"));
      byte[] bytes = new byte[10];
      assertThat(posix.read(opened, bytes, 2, 8)).isEqualTo(5);
      assertThat(new String(bytes, 2, 5, UTF_8)).isEqualTo("12345");
      assertThat(posix.read(opened, bytes, 0, 10)).isZero();
      posix.close(opened);
      assertThatThrownBy(() -> posix.read(opened, bytes, 0, 10))
          .hasMessage("cannot read: Bad file descriptor");
    }

    @Test
    void doesNotWaitForTheOtherEndOfAFifo() throws Exception {
      Path fifo = directory.toRealPath().resolve("fifo");
      assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
      posix.close(posix.open(fifo));
    }

    @Test
    void followsNoLink() throws IOException {
      Path link = Files.createSymbolicLink(directory.toRealPath().resolve("l"), Path.of("/etc"));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> posix.open(link.resolve("passwd")))
          .withMessage("cannot open: Too many levels of symbolic links");
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> posix.open(link));
    }
  }

  @Nested
  class Waiting {
    @Test
    void endsWhenAnEventIsSet() throws IOException {
      int event = posix.event();
      assertThat(posix.await(new int[] {NONE, event}, 0)).isEqualTo(new Posix.Readiness(0, 0));
      posix.set(event);
      assertThat(posix.await(new int[] {NONE, event}, -1).isReady(1)).isTrue();
      posix.close(event);
    }

    @Test
    void endsWhenTheThreadIsInterrupted() throws IOException {
      try (InterruptibleWait wait = new InterruptibleWait(posix)) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
            .isThrownBy(() -> wait.await(new int[] {NONE}, -1));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
      }
    }

    @Test
    void takesEightDescriptors() {
      assertThatThrownBy(() -> posix.await(new int[9], 0))
          .hasMessage("cannot poll: Invalid argument");
    }
  }

  @Nested
  class AChild {
    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 7, 7", "kill -TERM $$, 143", "kill -KILL $$, 137"})
    void endsWithAStatus(String script, int status) throws IOException {
      Posix.Child child = posix.start(List.of("/bin/sh", "-c", script), new byte[0]);
      posix.await(new int[] {NONE, child.handle()}, -1);
      assertThat(posix.reap(child.process())).isEqualTo(status);
      assertThatThrownBy(() -> posix.reap(child.process()))
          .hasMessage("process " + child.process() + " is no child of this one");
      close(child);
    }

    @Test
    void runsUntilItIsSignalled() throws IOException {
      Posix.Child child = posix.start(List.of("/bin/sleep", "600"), new byte[0]);
      assertThat(posix.reap(child.process())).isEqualTo(-1);
      posix.signal(child.process(), 9);
      posix.await(new int[] {NONE, child.handle()}, -1);
      assertThat(posix.reap(child.process())).isEqualTo(137);
      close(child);
    }

    @Test
    void isNotStartedWithoutItsExecutable() {
      long before = Libraries.pipes();
      assertThatThrownBy(() -> posix.start(List.of("/nonexistent"), new byte[0]))
          .hasMessage("cannot start /nonexistent: No such file or directory");
      assertThat(Libraries.pipes()).isEqualTo(before);
    }

    private void close(Posix.Child child) {
      for (int end : new int[] {child.input(), child.output(), child.errors(), child.handle()}) {
        posix.close(end);
      }
    }
  }
}
