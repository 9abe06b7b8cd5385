package io.cnifp.acceptance.resident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.harness.StressSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls while a server runs.
 *
 * <p>{@code ./verify --long} makes 1000 calls on one file, half of them by the server.
 */
@DisplayName("a call with a resident engine")
class ResidentEngineIT {
  private static final int CALLS = StressSize.of(60, 1000);
  private static final int AT_ONCE = 16;

  @TempDir private static Path shared;
  private static RunningEngine engine;

  @TempDir private Path directory;
  private CniFp command;
  private Scene scene;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(shared.resolve("state"));
    engine = RunningEngine.start(new CniFp(shared), shared);
  }

  /** One server serves the tests until one of them ends it. */
  @BeforeEach
  void prepare() throws Exception {
    command = new CniFp(shared);
    scene = new Scene(directory).variable("CNI_FP_STATE_DIR", shared.resolve("state").toString());
    if (!engine.isAlive()) {
      start();
    }
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private ProcessResult call(String mode, String command) {
    Map<String, String> environment = new HashMap<>(scene.environment(command));
    environment.put("CNI_FP_ENGINE", mode);
    return ProcessResult.of(
        List.of(Image.built().launcher().toString()), environment, scene.stdin());
  }

  private JsonNode status() throws Exception {
    ProcessResult told = command.run("engine", "status", "--output", "json");
    return new ObjectMapper().readTree(told.orFail().stdout());
  }

  @Nested
  class ThatItAnswers {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "2*error(no)->off",
          "1*panic(now)->off",
          "3*off",
          "delay(20)",
          "print(a line),error(x)",
          "print(a line)",
          "return({\"cniVersion\":\"1.1.0\"})",
          "exit{status=3,stdout=half}",
          "kill(SEGV)",
          "truncate(5)",
          "50%error(half)[seed=3]",
        })
    void endsLikeACallOfItsOwn(String failpoint) throws Exception {
      scene.failpoint("cmdAdd", failpoint);
      List<ProcessResult> own = calls("off");
      String left = scene.left();
      List<String> delegate = scene.calls();
      Files.deleteIfExists(directory.resolve("calls"));
      scene.failpoint("cmdAdd", failpoint);
      int before = status().path("answered").asInt();
      List<ProcessResult> resident = calls("auto");
      assertThat(status().path("answered").asInt()).isGreaterThan(before);
      for (int i = 0; i < own.size(); i++) {
        assertThat(resident.get(i).stdout()).isEqualTo(own.get(i).stdout());
        assertThat(resident.get(i).stderr()).isEqualTo(own.get(i).stderr());
        assertThat(resident.get(i).status()).isEqualTo(own.get(i).status());
      }
      assertThat(scene.left()).isEqualTo(left);
      assertThat(scene.calls()).isEqualTo(delegate);
    }

    private List<ProcessResult> calls(String mode) {
      List<ProcessResult> all = new ArrayList<>();
      for (String command : List.of("ADD", "ADD", "ADD", "CHECK", "DEL", "VERSION")) {
        all.add(call(mode, command));
      }
      return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol.json", "terms.json"})
    void isAnsweredAsRecorded(String vectors) throws Exception {
      Path plugin = directory.resolve("cni-bridge-fp");
      Files.writeString(
          plugin,
          "#!/bin/sh\nCNI_FP_STATE_DIR="
              + shared.resolve("state")
              + " exec "
              + Image.built().launcher()
              + "\n");
      assertThat(plugin.toFile().setExecutable(true)).isTrue();
      int before = status().path("answered").asInt();
      ProcessBuilder check =
          new ProcessBuilder(
              "/usr/bin/python3",
              resource("check.py").toString(),
              plugin.toString(),
              resource(vectors).toString());
      ProcessResult checked = ProcessResult.Running.start(check, "").await(Duration.ofMinutes(15));
      assertThat(checked.status()).as(checked.stdout() + checked.stderr()).isZero();
      assertThat(status().path("answered").asInt()).isGreaterThan(before + 50);
    }

    private Path resource(String name) throws IOException {
      try (InputStream stream =
          Objects.requireNonNull(ResidentEngineIT.class.getResourceAsStream("/golden/" + name))) {
        return Files.write(directory.resolve(name), stream.readAllBytes());
      }
    }

    @Test
    void failsAsItsDelegateDoes() throws Exception {
      scene.failpoint("cmdAdd", "off");
      for (String script :
          List.of(
              "kill -9 $$", "echo '{\"code\":7,\"msg\":\"no\"}'; exit 1", "echo x >&2; exit 3")) {
        scene.delegate(script);
        ProcessResult own = call("off", "ADD");
        ProcessResult resident = call("auto", "ADD");
        assertThat(resident.stdout()).isEqualTo(own.stdout()).isNotEmpty();
        assertThat(resident.stderr()).isEqualTo(own.stderr());
        assertThat(resident.status()).isEqualTo(own.status());
      }
      Files.writeString(directory.resolve("bin/bridge"), "\u007fELF no program");
      assertThat(call("auto", "ADD").stdout())
          .isEqualTo(call("off", "ADD").stdout())
          .contains("exec format error");
    }

    @Test
    void isCountedExactlyOnceBesideCallsOfTheirOwn() throws Exception {
      scene.failpoint("cmdAdd", "100000*off");
      int before = status().path("answered").asInt();
      List<Callable<ProcessResult>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        String mode = i % 2 == 0 ? "auto" : "off";
        calls.add(() -> call(mode, "ADD"));
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
        for (Future<ProcessResult> reply : threads.invokeAll(calls)) {
          assertThat(reply.get().status()).as(reply.get().toString()).isZero();
        }
      }
      assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"" + (100000 - CALLS) + "*off\"}");
      assertThat(status().path("answered").asInt()).isGreaterThan(before);
    }

    @Test
    void endsItsDelegateAndDiesBySigterm() throws Exception {
      scene.failpoint("cmdAdd", "off");
      scene.delegate("echo $$ >" + directory + "/pid; exec sleep 100");
      ProcessResult.Running running = started("auto");
      Path pid = directory.resolve("pid");
      Eventually.holds("the delegate runs", () -> Files.exists(pid) && Files.size(pid) > 0);
      running.process().destroy();
      ProcessResult ended = running.await();
      assertThat(ended.status()).isEqualTo(128 + 15);
      assertThat(ended.stdout()).isEmpty();
      assertThat(Path.of("/proc", Files.readString(pid).strip())).doesNotExist();
    }

    @Test
    void continuesWithoutTheServerIfThatIsKilledWhileTheDelegateRuns() throws Exception {
      scene.failpoint("cmdAdd", "5*off").delegate("");
      scene.delegate(
          "cat >/dev/null; touch "
              + directory
              + "/begun; while [ ! -e "
              + directory
              + "/go ]; do sleep 0.02; done; printf '%s' '"
              + Scene.RESULT
              + "'");
      ProcessResult.Running running = started("auto");
      Eventually.holds("the delegate runs", () -> Files.exists(directory.resolve("begun")));
      engine.kill();
      Files.createFile(directory.resolve("go"));
      ProcessResult ended = running.await();
      assertThat(ended.status()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo(Scene.RESULT);
      assertThat(scene.calls()).containsExactly("ADD");
      assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"4*off\"}");
    }

    private ProcessResult.Running started(String mode) {
      ProcessBuilder builder = new ProcessBuilder(Image.built().launcher().toString());
      builder.environment().clear();
      builder.environment().putAll(scene.environment("ADD"));
      builder.environment().put("CNI_FP_ENGINE", mode);
      return ProcessResult.Running.start(builder, scene.stdin());
    }
  }

  @Nested
  class ThatItLeavesToTheCallsProcess {
    @Test
    void countsOnceAndWaitsThere() throws Exception {
      scene.failpoint("cmdAdd", "1*delay(1100)->3*off");
      ProcessResult waited = call("auto", "ADD");
      assertThat(waited.status()).isZero();
      assertThat(waited.elapsed().toMillis()).isGreaterThanOrEqualTo(1100);
      assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"0*delay(1100)->3*off\"}");
      assertThat(scene.calls()).containsExactly("ADD");
    }

    @ParameterizedTest
    @CsvSource({"ADD, cmdAdd, 1*delay(1100)", "ADD, cmdAdd, 1*error(no)", "DEL, cmdDel, exit(0)"})
    void writesEachLineOfTheJournalOnce(String command, String point, String failpoint)
        throws Exception {
      List<Integer> lines = new ArrayList<>();
      for (String mode : List.of("off", "auto")) {
        Path journal = directory.resolve(mode + ".jsonl");
        scene.failpoint(point, failpoint).variable("CNI_FP_JOURNAL", journal.toString());
        var _ = call(mode, command);
        lines.add(Files.readAllLines(journal).size());
      }
      assertThat(lines.get(1)).isEqualTo(lines.get(0)).isPositive();
    }

    @Test
    void hangsUntilSigkillAndHoldsNothingInTheServer() throws Exception {
      scene.failpoint("cmdAdd", "1*hang");
      int before = status().path("left").path("hang").asInt();
      ProcessBuilder builder = new ProcessBuilder(Image.built().launcher().toString());
      builder.environment().clear();
      builder.environment().putAll(scene.environment("ADD"));
      ProcessResult.Running running = ProcessResult.Running.start(builder, scene.stdin());
      try {
        Eventually.holds(
            "the call is left", () -> status().path("left").path("hang").asInt() > before);
        engine.kill();
        assertThat(running.process().waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
      } finally {
        running.discard();
      }
      assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"0*hang\"}");
    }

    @Test
    void failsIfTheEngineIsRequired() throws Exception {
      scene.failpoint("cmdAdd", "off");
      ProcessResult large =
          ProcessResult.of(
              List.of(Image.built().launcher().toString()),
              with("require"),
              scene.member("x", "\"" + "y".repeat(1024 * 1024) + "\"").stdin());
      assertThat(large.code()).isEqualTo(11);
      assertThat(large.message()).contains("the configuration is large");
      ProcessResult own =
          ProcessResult.of(
              List.of(Image.built().launcher().toString()), with("auto"), scene.stdin());
      assertThat(own.status()).as(own.toString()).isZero();
      engine.kill();
      assertThat(call("require", "ADD").message()).contains("no engine of this build runs");
    }

    private Map<String, String> with(String mode) {
      Map<String, String> environment = new HashMap<>(scene.environment("ADD"));
      environment.put("CNI_FP_ENGINE", mode);
      return environment;
    }

    @Test
    @ExtendWith(RootOnLinux.class)
    void isOneOfAnotherMountNamespaceOrWithFewerCapabilities() throws Exception {
      scene.failpoint("cmdAdd", "5*off");
      String launcher = Image.built().launcher().toString();
      for (List<String> other :
          List.of(
              List.of("/usr/bin/unshare", "--mount", launcher),
              List.of("/usr/sbin/capsh", "--drop=cap_sys_time", "--", "-c", launcher),
              List.of("/usr/bin/unshare", "--net", launcher))) {
        if (!Files.exists(Path.of(other.getFirst()))) {
          continue;
        }
        assertThat(ProcessResult.of(other, with("auto"), scene.stdin()).status()).isZero();
      }
      assertThat(status().path("left").path("other namespaces, root, ids or capabilities").asInt())
          .isPositive();
    }
  }

  @Nested
  class AndItsServer {
    @Test
    void sayWhatTheServerHasDone() throws Exception {
      scene.failpoint("cmdAdd", "off");
      assertThat(call("auto", "ADD").status()).isZero();
      assertThat(command.run("engine", "status").orFail().stdout())
          .contains("process " + engine.pid())
          .contains(" calls answered");
    }

    @Test
    void areKnownToTheDoctor() throws Exception {
      assertThat(command.run("doctor").stdout())
          .contains("ok       resident engine: process " + engine.pid() + " has answered ");
    }

    @Test
    void refuseASecondOne() throws Exception {
      ProcessResult second = command.run("engine", "run");
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.stderr()).contains("an engine of this build runs already");
    }

    @Test
    void endOnSigtermAndLeaveNoSocket() throws Exception {
      engine.terminate();
      assertThat(engine.await()).isZero();
      assertThat(command.run("engine", "status").status()).isEqualTo(1);
      assertThat(command.run("doctor").stdout())
          .contains("ok       resident engine: none of this build runs, each call starts a JVM");
    }

    @Test
    void endByTheCommandAndLeaveNoSocket() throws Exception {
      assertThat(command.run("engine", "stop").status()).isZero();
      assertThat(engine.await()).isZero();
      assertThat(command.run("engine", "status").status()).isEqualTo(1);
      assertThat(command.run("engine", "stop").status()).isEqualTo(1);
      scene.failpoint("cmdAdd", "off");
      assertThat(call("auto", "ADD").status()).isZero();
    }
  }
}
