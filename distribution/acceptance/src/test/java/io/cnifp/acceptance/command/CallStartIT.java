package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a plugin that {@code cni-fp call} runs: as if its own caller had started it. */
@DisplayName("a plugin that cni-fp call runs")
class CallStartIT {
  @TempDir private Path directory;

  private ProcessResult call(String plugin) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("one"), plugin);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path config =
        Files.writeString(
            directory.resolve("net.conf"),
            "{\"cniVersion\": \"1.1.0\", \"name\": \"net\", \"type\": \"one\"}");
    return ProcessResult.of(
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -Sn 256; exec \"$@\"",
            "sh",
            Image.built().launcher("cni-fp").toString(),
            "call",
            "add",
            "--netns=/run/x",
            "--config=" + config,
            "--path=" + directory),
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "CNI_FP_STATE_DIR",
            directory + "/state",
            "JAVA_TOOL_OPTIONS",
            "-Dfor=plugin"),
        "");
  }

  @Test
  void hasTheLimitsAndTheEnvironmentOfTheCaller() throws Exception {
    ProcessResult finished = call("#!/bin/sh\nulimit -Sn >&2; env >&2; echo '{}'\n");
    assertThat(finished.status()).as(finished.stderr()).isZero();
    assertThat(finished.stderr().lines())
        .startsWith("256")
        .contains("JAVA_TOOL_OPTIONS=-Dfor=plugin")
        .noneMatch(line -> line.matches("CNI_FP_(ENV_.*|UNSET|PROCESS)=.*|LC_ALL=.*"));
  }

  @Test
  void isNeverReadByAShell() throws Exception {
    ProcessResult finished = call("echo '{}'\n");
    assertThat(finished.stderr())
        .isEqualTo("cni-fp: add: " + directory + "/one can't be run: exec format error\n");
    assertThat(finished.stdout()).isEmpty();
    assertThat(finished.status()).isEqualTo(3);
  }
}
