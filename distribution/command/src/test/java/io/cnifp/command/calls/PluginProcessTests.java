package io.cnifp.command.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.engine.process.LauncherExec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that is started by a launcher, for which a script stands here. */
class PluginProcessTests {
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir private Path directory;

  private PluginProcess.Result run(String launcher) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("launcher"), launcher);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new PluginProcess(
            ENVIRONMENT, Optional.of(new LauncherExec(file, "1;state", Optional.empty())))
        .run(directory.resolve("bridge"), Map.of(), "{}", Duration.ofSeconds(30));
  }

  @Test
  void endsAsThePluginEnds() throws Exception {
    PluginProcess.Result result =
        run("#!/bin/sh\ncat >/dev/null; echo $3 >&2; echo $4; echo note >&2; exit 5\n");
    assertThat(result.status()).isEqualTo(5);
    assertThat(result.stdout()).isEqualTo(directory.resolve("bridge") + "\n");
    assertThat(result.stderr()).isEqualTo("note\n");
  }

  @Test
  void isAnErrorIfThePluginIsNotExecuted() {
    assertThatThrownBy(() -> run("#!/bin/sh\necho $3 >&2; echo $3 2 >&2; exit 127\n"))
        .isInstanceOf(IOException.class)
        .hasMessage(directory.resolve("bridge") + " can't be run: no such file or directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/bin/sh\nexit 0\n", "exit 0\n", "\0\0\0\0"})
  void isAnErrorIfTheLauncherIsDamaged(String content) {
    assertThatThrownBy(() -> run(content))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the launcher " + directory.resolve("launcher") + " is damaged: install cni-fp again");
  }
}
