package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SIGTERM ends a call whatever an extension has registered for it, and takes the delegate along.
 */
@DisplayName("the end of a call with an extension")
class ExtensionTerminationIT {
  /**
   * What callbacks get together is one second, a delegate gets two; a loaded machine needs more.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir private Path directory;
  private Scene scene;
  private Process process;

  @BeforeEach
  void scene() throws IOException {
    Path policy = directory.resolve("policy.json");
    Files.writeString(policy, "{\"extensionDirs\": [\"" + directory.resolve("extensions") + "\"]}");
    scene = new Scene(directory).variable("CNI_FP_POLICY", policy.toString());
  }

  @AfterEach
  void leaveNothingRunning() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void action(String work) throws IOException {
    ExtensionJar.action(
            "acme.Ending",
            "acme.ending",
            "return invocation -> { "
                + work
                + " invocation.print(\"begun\"); return invocation.proceed(); };")
        .write(directory.resolve("extensions/ending.jar"));
    scene.failpoint("cmdAdd", "1*acme.ending+delay(1h)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runs what is registered   | touch(\"called\");",
        "does not wait forever     | while (true) { java.util.concurrent.locks.LockSupport.park();"
            + " }",
        "does not mind what throws | throw new IllegalStateException();",
        "does not mind an error    | throw new StackOverflowError();",
      })
  void isBySigterm(String what, String callback) throws Exception {
    String touch =
        callback.replace(
            "touch(\"called\");",
            "try { java.nio.file.Files.createFile(java.nio.file.Path.of(\""
                + directory.resolve("called")
                + "\")); } catch (java.io.IOException e) { throw new RuntimeException(e); }");
    action("invocation.onTermination(() -> { if (true) { " + touch + " } });");
    ProcessHandle plugin = start();
    Eventually.holds("the action has begun", () -> printed().contains("begun"));
    plugin.destroy();
    assertThat(death()).isEqualTo("-15");
    assertThat(Files.exists(directory.resolve("called"))).isEqualTo(what.startsWith("runs"));
  }

  @Test
  void isBySigtermAlsoWhereTheExtensionWaitsItself() throws Exception {
    ExtensionJar.action(
            "acme.Ending",
            "acme.ending",
            "return invocation -> { invocation.print(\"begun\"); Thread.sleep(3_600_000); return"
                + " invocation.proceed(); };")
        .write(directory.resolve("extensions/ending.jar"));
    scene.failpoint("cmdAdd", "1*acme.ending");
    ProcessHandle plugin = start();
    Eventually.holds("the action has begun", () -> printed().contains("begun"));
    plugin.destroy();
    assertThat(death()).isEqualTo("-15");
  }

  @Test
  void leavesNoDelegateThoughACallbackBlocksAndTheDelegateIgnoresSigterm() throws Exception {
    action("invocation.onTermination(() -> { while (true) { } });");
    scene.failpoint("cmdAdd", "1*acme.ending");
    Path pid = directory.resolve("pid");
    scene.delegate("trap '' TERM; echo $$ > " + pid + "; while :; do sleep 1; done");
    ProcessHandle plugin = start();
    Eventually.holds(
        "the delegate runs", () -> Files.exists(pid) && !Files.readString(pid).isBlank());
    long delegate = Long.parseLong(Files.readString(pid).strip());
    plugin.destroy();
    assertThat(death()).isEqualTo("-15");
    Eventually.holds(
        "the delegate is gone",
        () -> ProcessHandle.of(delegate).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void isByASignalAfterHalfAReplyIfTheExtensionSaysSo() throws Exception {
    ExtensionJar.action(
            "acme.Half",
            "acme.half",
            "return invocation -> new CniResponse.Signal(\"KILL\", \"{\\\"cni\");")
        .write(directory.resolve("extensions/half.jar"));
    scene.failpoint("cmdAdd", "1*acme.half");
    ProcessResult call = scene.call(Image.built(), "ADD");
    assertThat(call.status()).isEqualTo(137);
    assertThat(call.stdout()).isEqualTo("{\"cni");
  }

  @Test
  void refusesNothingToCall() throws Exception {
    action("invocation.onTermination(null);");
    scene.failpoint("cmdAdd", "1*acme.ending");
    assertThat(scene.call(Image.built(), "ADD").message())
        .contains("acme.ending", "ending.jar", "java.lang.NullPointerException: callback");
  }

  /** Starts a call by Python, which tells death by a signal, -15, from an exit status, 143. */
  private ProcessHandle start() throws IOException {
    Path stdin = Files.writeString(directory.resolve("stdin"), scene.stdin());
    ProcessBuilder python =
        new ProcessBuilder(
            "/usr/bin/python3",
            "-c",
            "import subprocess, sys;"
                + "print(subprocess.Popen([sys.argv[1]], stdin=open(sys.argv[2]),"
                + " stdout=subprocess.DEVNULL, stderr=open(sys.argv[3], 'w')).wait())",
            Image.built().launcher().toString(),
            stdin.toString(),
            directory.resolve("stderr").toString());
    python.environment().putAll(scene.environment("ADD"));
    process = python.start();
    return Eventually.present("the plugin starts", () -> process.children().findFirst());
  }

  private String printed() throws IOException {
    Path stderr = directory.resolve("stderr");
    return Files.exists(stderr) ? Files.readString(stderr) : "";
  }

  private String death() throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
