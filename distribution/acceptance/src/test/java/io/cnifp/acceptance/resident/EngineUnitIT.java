package io.cnifp.acceptance.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd. */
class EngineUnitIT {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path directory;

  /** Returns the unit of an installation in the image's place. */
  private static String unit() throws IOException {
    Path image = Image.built().root();
    return Files.readString(image.resolve("share/systemd/cni-fp-engine.service"))
        .replace("/opt/cni-fp/current/", image + "/");
  }

  @Test
  void startsTheEngineOfTheInstallation() throws Exception {
    List<String> started = unit().lines().filter(line -> line.startsWith("ExecStart=")).toList();
    assertThat(started).hasSize(1);
    String[] words = started.getFirst().substring("ExecStart=".length()).split(" ", -1);
    assertThat(Path.of(words[0])).isExecutable();
    assertThat(words).endsWith("engine", "run");
    ProcessResult help =
        ProcessResult.of(
            List.of(words[0], words[1], "--help"), Map.of("PATH", "/usr/bin:/bin"), "");
    assertThat(help.stdout()).contains("run     serves calls of this build");
  }

  @Test
  void isOneThatSystemdAccepts() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd is not installed");
    Path unit = Files.writeString(directory.resolve("cni-fp-engine.service"), unit());
    ProcessResult verified =
        ProcessResult.of(
            List.of(ANALYZE.toString(), "verify", unit.toString()),
            Map.of("PATH", "/usr/bin:/bin"),
            "");
    assertThat(verified.stderr()).isEmpty();
    assertThat(verified.status()).isZero();
  }
}
