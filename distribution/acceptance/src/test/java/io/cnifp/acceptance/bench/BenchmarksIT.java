package io.cnifp.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Repository;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Smoke runs of the benchmarks: they still run and print a table. No time is asserted. */
@DisplayName("a benchmark")
class BenchmarksIT {
  private static final Path IMAGE = Path.of(System.getProperty("cnifp.image", ""));

  @TempDir Path directory;

  @Test
  void ofStartupRuns() throws Exception {
    Path plot = directory.resolve("startup.svg");
    assertThat(run("startup", "--smoke", "--svg=" + plot, "--against=" + IMAGE))
        .contains("bare hello", "ADD, failpoint", "peak MiB", "times other");
    assertThat(plot).content().startsWith("<svg ").endsWith("</svg>\n");
  }

  @Test
  void ofParallelCallsRunsAndCountsExactly() throws Exception {
    assertThat(run("parallel", "--smoke")).contains("64 at once, one file", "calls/s");
  }

  @Test
  void ofResidentCallsRunsAndCountsExactly() throws Exception {
    assertThat(run("resident", "--smoke"))
        .contains("counting ADD", "100 ms before each call", "64 of 64 counted");
  }

  /** It also links a plugin into an image, whose action must be found there. */
  @Test
  void ofPluginsRuns() throws Exception {
    assertThat(run("plugins", "--smoke"))
        .contains("one linked in, its action", "Ten unused extensions against none: ");
  }

  @ExtendWith(RootOnLinux.class)
  @Test
  void ofTheRealBridgeRuns() throws Exception {
    assertThat(run("bridge", "--smoke")).contains("bridge, called directly", "times direct");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    Process process = start("startup", "soon");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output(process)).startsWith("startup: usage:");
  }

  private static String run(String name, String... arguments) throws Exception {
    Process process = start(name, arguments);
    String output = output(process);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static Process start(String name, String... arguments) throws IOException {
    Path script = Repository.root().resolve("distribution/acceptance/bench").resolve(name);
    assertThat(Files.isExecutable(script)).as("%s is executable", script).isTrue();
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CNIFP_IMAGE", IMAGE.toString());
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
