package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a delegate's process within a limit")
@Timeout(60)
class LimitedProcessTests {
  private static final Duration SOON = Duration.ofMillis(500);

  @TempDir private Path directory;

  private Execution run(String script, Duration after, String signal) throws Exception {
    Path executable = directory.resolve("plugin");
    Files.writeString(executable, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new DelegateProcess(
            new NoTermination(),
            OutputStream.nullOutputStream(),
            Optional.empty(),
            Optional.of(new DelegateLimit(after, signal)))
        .run(executable, Map.of("PATH", "/usr/bin:/bin"), "{}".getBytes(UTF_8));
  }

  private Optional<ProcessHandle> written() throws IOException {
    Path pid = directory.resolve("pid");
    return Files.exists(pid)
        ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        : Optional.empty();
  }

  @AfterEach
  void leaveNothingRunning() throws IOException {
    written().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void isDoneBefore() throws Exception {
    Execution execution = run("cat >/dev/null; echo done; exit 3", Duration.ofHours(1), "KILL");
    assertThat(execution.text()).isEqualTo("done\n");
    assertThat(execution.status()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "HUP", "SEGV"})
  void diesByTheSignal(String signal) throws Exception {
    String script = "echo $$ >" + directory.resolve("pid") + "; exec sleep 1000";
    assertThat(catchThrowable(() -> run(script, SOON, signal)))
        .isInstanceOfSatisfying(
            DelegateAbortedException.class, e -> assertThat(e.limit().signal()).isEqualTo(signal));
    Optional<ProcessHandle> process = written();
    if (process.isPresent()) {
      process.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /** What it has started keeps its pipes open, which are not waited for. */
  @Test
  void leavesWhatItHasStarted() {
    String script = "sleep 1000 & echo $! >" + directory.resolve("pid") + "; wait";
    assertThat(catchThrowable(() -> run(script, SOON, "KILL")))
        .isInstanceOfSatisfying(
            DelegateAbortedException.class,
            e -> assertThat(catchThrowable(() -> assertThat(written()).isPresent())).isNull());
  }

  @Test
  void mayEndAtOnce() {
    assertThat(catchThrowable(() -> run("exec sleep 1000", Duration.ZERO, "KILL")))
        .isInstanceOf(DelegateAbortedException.class);
  }
}
