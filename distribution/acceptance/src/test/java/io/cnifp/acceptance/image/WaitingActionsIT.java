package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions and delegates that take their time: how they are found, released and ended. */
@DisplayName("a call that waits")
class WaitingActionsIT {
  @TempDir Path directory;
  private Scene scene;
  private Process process;

  @BeforeEach
  void somewhere() throws IOException {
    scene = new Scene(directory);
  }

  @AfterEach
  void endIt() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void hasTheNameOfThePluginAndUsesNoProcessor() throws Exception {
    start("ADD", "1*delay(86400000)");
    Eventually.holds("the condition", () -> scene.left().contains("0*delay"));
    Eventually.holds("the condition", () -> state().equals("S"));
    assertThat(Files.readSymbolicLink(proc("exe")).toString()).endsWith("/cni-bridge-fp");
    assertThat(Files.readString(proc("environ"))).contains("CNI_ARGS=K8S_POD_NAMESPACE=ns");
    long before = ticks();
    // DELs of the same container run meanwhile, far longer than the five ticks for its last
    // threads.
    assertThat(scene.call(Image.built(), "DEL").status()).isZero();
    assertThat(scene.call(Image.built(), "DEL").status()).isZero();
    assertThat(ticks() - before).isLessThanOrEqualTo(5);
  }

  @Test
  void diesBySigtermWhileItWaits() throws Exception {
    ProcessHandle plugin = startUnderPython("1*delay(86400000)");
    Eventually.holds("the count is used", () -> scene.left().contains("0*delay"));
    Eventually.holds("the plugin sleeps", () -> stat(plugin.pid())[0].equals("S"));
    plugin.destroy();
    assertThat(deathOf(plugin)).isEqualTo("-15");
  }

  @Test
  void diesBySigtermWhileItIsBusy() throws Exception {
    ProcessHandle plugin = startUnderPython("1*spin(1h)");
    Eventually.holds("the count is used", () -> scene.left().contains("0*spin"));
    long before = ticks(plugin.pid());
    Eventually.holds("the plugin spins", () -> ticks(plugin.pid()) > before + 20);
    plugin.destroy();
    assertThat(deathOf(plugin)).isEqualTo("-15");
  }

  @Test
  void takesItsDelegateAlong() throws Exception {
    Path pid = directory.resolve("pid");
    scene.delegate("echo $$ > " + pid + "; exec sleep 1000");
    start("ADD", "off");
    Eventually.holds("the condition", () -> Files.exists(pid) && !Files.readString(pid).isBlank());
    long delegate = Long.parseLong(Files.readString(pid).strip());
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Eventually.holds(
        "the condition", () -> ProcessHandle.of(delegate).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void hangsThroughSigterm() throws Exception {
    start("ADD", "1*hang");
    Eventually.holds("the condition", () -> scene.left().contains("0*hang"));
    // The signals that it ignores are a mask in /proc; SIGTERM is bit 14.
    Eventually.holds("the condition", () -> (ignoredSignals() >> 14 & 1) == 1);
    process.destroy();
    assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(scene.calls()).isEmpty();
  }

  @Test
  void isReleasedByRemovingItsFile() throws Exception {
    start("ADD", "1*pause");
    Eventually.holds("the condition", () -> scene.paused().size() == 1);
    Path announced = scene.paused().get(0);
    assertThat(Files.readString(announced))
        .contains("\"point\":\"cmdAdd\"", "\"pod\":\"pod\"", "\"pid\":" + process.pid());
    assertThat(scene.calls()).isEmpty();
    Files.delete(announced);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(scene.calls()).containsExactly("ADD");
  }

  @Test
  void isReleasedByItsTimeout() throws Exception {
    start("ADD", "1*pause{timeout=100ms}");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(scene.paused()).isEmpty();
  }

  /** Its file is removed, and that does not release it. */
  @Test
  void diesBySigtermInAPauseAndDoesNotContinue() throws Exception {
    scene.delegatedTo("{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\"}}");
    ProcessHandle plugin = startUnderPython("1*pause");
    Eventually.holds("the call is paused", () -> scene.paused().size() == 1);
    plugin.destroy();
    assertThat(deathOf(plugin)).isEqualTo("-15");
  }

  @Test
  void removesItsFileOnSigterm() throws Exception {
    start("ADD", "1*pause");
    Eventually.holds("the condition", () -> scene.paused().size() == 1);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(scene.paused()).isEmpty();
  }

  /** Starts a call by Python, which tells death by a signal, -15, from an exit status, 143. */
  private ProcessHandle startUnderPython(String failpoint) throws IOException {
    scene.failpoint("cmdAdd", failpoint);
    Path stdin = Files.writeString(directory.resolve("stdin"), scene.stdin());
    ProcessBuilder python =
        new ProcessBuilder(
            "/usr/bin/python3",
            "-c",
            "import subprocess, sys;"
                + "print(subprocess.Popen([sys.argv[1]], stdin=open(sys.argv[2]),"
                + " stdout=subprocess.DEVNULL).wait())",
            Image.built().launcher().toString(),
            stdin.toString());
    python.environment().putAll(scene.environment("ADD"));
    process = python.start();
    return Eventually.present("the plugin starts", () -> process.children().findFirst());
  }

  /** Returns the status that Python prints. */
  private String deathOf(ProcessHandle plugin) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(plugin.isAlive()).isFalse();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void start(String command, String failpoint) throws IOException {
    scene.failpoint("cmdAdd", failpoint);
    ProcessBuilder builder =
        new ProcessBuilder(List.of(Image.built().launcher().toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(scene.environment(command));
    process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(scene.stdin().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  private String state() throws IOException {
    return stat(process.pid())[0];
  }

  /** The processor time used, in hundredths of a second. */
  private long ticks() throws IOException {
    return ticks(process.pid());
  }

  private static long ticks(long pid) throws IOException {
    String[] stat = stat(pid);
    return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
  }

  /** The fields of /proc/PID/stat after the name in parentheses. */
  private static String[] stat(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private long ignoredSignals() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("SigIgn:")) {
        return Long.parseUnsignedLong(line.substring(7).strip(), 16);
      }
    }
    throw new IOException("no SigIgn in " + proc("status"));
  }
}
