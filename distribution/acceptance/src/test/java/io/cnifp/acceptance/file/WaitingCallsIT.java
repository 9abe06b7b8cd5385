package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that wait, as the node's administrator sees and ends them. */
@DisplayName("calls that wait")
class WaitingCallsIT {
  private static final String ALL = "\"annotationActions\":\"all\"";

  @TempDir private Path directory;
  private AnnotatedCall call;
  private CniFp command;
  private final List<ProcessResult.Running> started = new ArrayList<>();

  @BeforeEach
  void aCall() throws IOException {
    call = new AnnotatedCall(directory).policy("{" + ALL + "}");
    command = new CniFp(directory);
  }

  @AfterEach
  void end() {
    started.forEach(ProcessResult.Running::discard);
  }

  private ProcessResult.Running waiting(String failpoint) throws Exception {
    call.points("{\"cmdAdd\":\"" + failpoint + "\"}");
    int before = listed().size();
    ProcessResult.Running running = call.start("ADD");
    started.add(running);
    Eventually.holds("the call is listed", () -> listed().size() == before + 1);
    return running;
  }

  private JsonNode listed() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(command.run("paused", "--waiting", "-o", "json").stdout());
  }

  @ParameterizedTest
  @CsvSource({"delay(1h), delay", "spin(1h), spin", "hang, hang", "pause{timeout=1h}, pause"})
  void areListed(String failpoint, String kind) throws Exception {
    ProcessResult.Running running = waiting(failpoint);
    JsonNode entry = listed().get(0);
    assertThat(entry.path("wait").asText()).isEqualTo(kind);
    assertThat(entry.path("pid").asLong()).isEqualTo(running.process().pid());
    assertThat(entry.path("container").asText()).isEqualTo("c1");
    assertThat(entry.path("runtimeAlive").asBoolean()).isTrue();
    assertThat(command.run("paused").stdout().startsWith("no call is paused"))
        .isEqualTo(!kind.equals("pause"));
    running.discard();
    assertThat(listed()).as("nothing of a dead process is listed").isEmpty();
  }

  @Test
  void areNotListedIfTheyWaitLessThanASecond() throws Exception {
    call.points("{\"cmdAdd\":\"1*delay(999ms)\"}");
    ProcessResult.Running running = call.start("ADD");
    started.add(running);
    Eventually.holds("it waits", () -> Files.readString(call.file()).contains("0*delay"));
    assertThat(listed()).isEmpty();
    while (running.process().isAlive()) {
      assertThat(listed()).isEmpty();
    }
  }

  @Test
  void areOnlyReleasedAtAPause() throws Exception {
    ProcessResult.Running delayed = waiting("delay(1h)");
    ProcessResult.Running paused = waiting("pause{timeout=1h}");
    assertThat(command.run("resume", "--all").isSuccess()).isTrue();
    assertThat(paused.await().stdout()).contains("\"ips\"");
    assertThat(delayed.process().isAlive()).isTrue();
  }

  /** A shell that is killed is the runtime that is gone. */
  @Test
  void areEndedIfTheirRuntimeIsGone() throws Exception {
    ProcessResult.Running kept = waiting("delay(1h)");
    call.wrapped("sh", "-c", "exec 3<&0; \"$0\" <&3 & wait");
    ProcessResult.Running runtime = waiting("hang");
    ProcessHandle hanging = runtime.process().children().findFirst().orElseThrow();
    assertThat(command.run("resume", "--orphans").stdout()).isEmpty();
    runtime.process().destroyForcibly().waitFor();
    assertThat(command.run("paused", "--waiting").stdout())
        .containsOnlyOnce("(its runtime has ended)");
    assertThat(command.run("resume", "--orphans").stdout()).contains("killed " + hanging.pid());
    hanging.onExit().join();
    assertThat(kept.process().isAlive()).isTrue();
    assertThat(listed()).hasSize(1);
  }

  /** Who made the call is noted before the delegate runs. */
  @Test
  void areEndedIfTheirRuntimeWasGoneBeforeTheyWaited() throws Exception {
    call.policy("{" + ALL + ",\"annotationPoints\":\"all\"}")
        .points("{\"afterAdd\":\"hang\"}")
        .wrapped("sh", "-c", "exec 3<&0; \"$0\" <&3 & wait")
        .delegateWaitsFor(directory.resolve("go"));
    ProcessResult.Running runtime = call.start("ADD");
    started.add(runtime);
    Path delegated = directory.resolve("calls");
    Eventually.holds("the delegate runs", () -> Files.exists(delegated));
    ProcessHandle hanging = runtime.process().children().findFirst().orElseThrow();
    runtime.process().destroyForcibly().waitFor();
    Files.createFile(directory.resolve("go"));
    Eventually.holds("the call is listed", () -> listed().size() == 1);
    assertThat(listed().get(0).path("runtimeAlive").asBoolean(true)).isFalse();
    assertThat(command.run("resume", "--orphans").stdout()).contains("killed " + hanging.pid());
    hanging.onExit().join();
  }

  @Test
  void areAtMostAsManyAsThePolicySays() throws Exception {
    call.policy("{" + ALL + ",\"maxWaiting\":2}");
    waiting("delay(1h)");
    ProcessResult.Running hanging = waiting("hang");
    call.points("{\"cmdAdd\":\"delay(1)\",\"cmdDel\":\"delay(1)\"}");
    ProcessResult next = call.call("ADD");
    assertThat(next.code()).isEqualTo(11);
    assertThat(next.message()).contains("2 calls wait already", "maxWaiting");
    assertThat(call.delegated()).isEmpty();
    assertThat(call.call("DEL").isSuccess()).isTrue();
    assertThat(call.delegated()).containsExactly("DEL");
    // The kernel frees the slot of a process that is killed.
    hanging.discard();
    assertThat(call.call("ADD").isSuccess()).isTrue();
  }

  @Test
  void areNotCountedIfTheAdministratorSaidSo() throws Exception {
    call.policy("{" + ALL + ",\"maxWaiting\":0}")
        .points("{\"cmdAdd\":\"delay(1)\"}")
        .variable("CNI_FP_CONF", call.file().toString())
        .named("");
    assertThat(call.call("ADD").isSuccess()).isTrue();
  }
}
