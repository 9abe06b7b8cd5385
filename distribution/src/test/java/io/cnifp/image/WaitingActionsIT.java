package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions and delegates that take their time: how they are found, released and ended. */
@DisplayName("a call that waits")
class WaitingActionsIT {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder;
  private Scene scene;
  private Process process;

  @BeforeEach
  void somewhere() throws IOException {
    scene = new Scene(folder);
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
    await(() -> scene.left().contains("0*delay"));
    await(() -> state().equals("S"));
    assertThat(Files.readSymbolicLink(proc("exe")).toString()).endsWith("/cni-bridge-fp");
    assertThat(Files.readString(proc("environ"))).contains("CNI_ARGS=K8S_POD_NAMESPACE=ns");
    long before = ticks();
    Thread.sleep(500); // the span in which it should have used nothing
    assertThat(ticks() - before).isLessThanOrEqualTo(2);
    assertThat(scene.call(Image.built(), "DEL").status()).isZero();
  }

  @Test
  void diesByTheSignalThatEndsIt() throws Exception {
    start("ADD", "1*delay(86400000)");
    await(() -> scene.left().contains("0*delay"));
    await(() -> state().equals("S"));
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
  }

  /** Python tells a death by a signal, -15, from an exit status. */
  @Test
  void diesByTheSignalAlsoWhileItIsBusy() throws Exception {
    scene.failpoint("cmdAdd", "1*spin(1h)");
    Path stdin = Files.writeString(folder.resolve("stdin"), scene.stdin());
    ProcessBuilder python =
        new ProcessBuilder(
            "/usr/bin/python3",
            "-c",
            "import subprocess, sys;"
                + "print(subprocess.Popen([sys.argv[1]], stdin=open(sys.argv[2])).wait())",
            Image.built().launcher().toString(),
            stdin.toString());
    python.environment().putAll(scene.environment("ADD"));
    process = python.start();
    await(() -> process.children().findFirst().isPresent());
    ProcessHandle plugin = process.children().findFirst().orElseThrow();
    await(() -> scene.left().contains("0*spin"));
    long before = ticks(plugin.pid());
    await(() -> ticks(plugin.pid()) > before + 20);
    plugin.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("-15\n");
  }

  @Test
  void takesItsDelegateAlong() throws Exception {
    Path pid = folder.resolve("pid");
    scene.delegate("echo $$ > " + pid + "; exec sleep 1000");
    start("ADD", "off");
    await(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
    long delegate = Long.parseLong(Files.readString(pid).strip());
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    await(() -> ProcessHandle.of(delegate).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void hangsThroughSigterm() throws Exception {
    start("ADD", "1*hang");
    await(() -> scene.left().contains("0*hang"));
    // The signals that it ignores are a mask in /proc; SIGTERM is bit 14.
    await(() -> (ignoredSignals() >> 14 & 1) == 1);
    process.destroy();
    assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(scene.calls()).isEmpty();
  }

  @Test
  void isReleasedByWhoRemovesItsFile() throws Exception {
    start("ADD", "1*pause");
    await(() -> scene.paused().size() == 1);
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

  /** The announcement is taken back, and that is no release. */
  @Test
  void doesNotGoOnWhenItIsToldToEndInAPause() throws Exception {
    scene.member("delegate", "{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\"}}");
    start("ADD", "1*pause");
    await(() -> scene.paused().size() == 1);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void leavesNoAnnouncementWhenItIsTold() throws Exception {
    start("ADD", "1*pause");
    await(() -> scene.paused().size() == 1);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(scene.paused()).isEmpty();
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

  private void await(Callable<Boolean> condition) throws Exception {
    long from = System.nanoTime();
    while (!condition.call()) {
      assertThat(System.nanoTime() - from).as("nanoseconds waited").isLessThan(PATIENCE_NANOS);
      Thread.sleep(10);
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

  /** The fields of /proc/PID/stat behind the name in parentheses. */
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
