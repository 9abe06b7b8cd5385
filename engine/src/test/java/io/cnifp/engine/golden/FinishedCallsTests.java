package io.cnifp.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that another engine finishes, after each of their decisions and acts: the runtime receives
 * the same bytes, no act is done twice, and no count is used twice.
 */
class FinishedCallsTests {
  @TempDir private Path root;

  static Stream<Arguments> protocol() {
    return Vectors.of("/golden/protocol.json").map(v -> Arguments.of(v.get("name").asText(), v));
  }

  static Stream<Arguments> terms() {
    return Vectors.of("/golden/terms.json")
        .filter(v -> !v.path("here").asText().equals("accepted"))
        .map(v -> Arguments.of(v.get("term").asText(), v.get("term").asText()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("protocol")
  void areTheSameForEachRecordedCall(String name, JsonNode vector) throws Exception {
    ProtocolScene scene = new ProtocolScene(root);
    scene.prepare(vector);
    byte[] before = content(scene.conf());
    Map<String, String> environment = scene.environment(vector);
    String stdin = scene.stdin(vector);
    RecordedCalls.Answer whole = new RecordedCalls(root).call(environment, stdin);
    byte[] after = content(scene.conf());
    boolean delegated = Files.exists(scene.seen("env"));
    for (int done = 0; done <= whole.events().size(); done++) {
      List<CallEvent> events = whole.events().subList(0, done);
      scene.forgetDelegate();
      restore(scene.conf(), events.stream().anyMatch(Decision.class::isInstance) ? after : before);
      RecordedCalls.Answer finished = new RecordedCalls(root).finish(environment, stdin, events);
      assertSame(finished, whole, events);
      assertThat(content(scene.conf())).isEqualTo(after);
      boolean ran = events.stream().anyMatch(CallEvent.Ran.class::isInstance);
      assertThat(Files.exists(scene.seen("env")))
          .as("the delegate runs after %s", events)
          .isEqualTo(delegated && (!ran || runsAgain(whole, done)));
    }
  }

  /** An ADD that fails is followed by a DEL. */
  private static boolean runsAgain(RecordedCalls.Answer whole, int done) {
    return whole.events().subList(done, whole.events().size()).stream()
        .anyMatch(CallEvent.Ran.class::isInstance);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("terms")
  void areTheSameForEachTerm(String name, String term) throws IOException {
    assertFinished(Vectors.JSON.createObjectNode().put("cmdAdd", term));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2*print(a)+delay(1ms..5ms)+patch({\"x\":1}) | 1*delay(3)+error(lost)",
        "1*spin(1ms)+append(!)                       | 3*print+sleep(1)",
        "off                                         | 50%off->1*panic(late)",
        "1*pause{timeout=10ms}                       | 1*return(other)",
        "1*delay(2)+exit(3)                          | 1*off",
        "1*delay(0..0)+kill(TERM)                    | off",
      })
  void areTheSameForBothPoints(String before, String after) throws IOException {
    assertFinished(Vectors.JSON.createObjectNode().put("cmdAdd", before).put("afterAdd", after));
  }

  @Test
  void failIfTheyDoAnotherActThanTheRecordedOne() throws IOException {
    RecordedCalls calls = new RecordedCalls(root);
    arm(Vectors.JSON.createObjectNode().put("cmdAdd", "1*print(a)+delay(1)"));
    List<CallEvent> events = calls.call(environment(), netconf()).events();
    assertThat(events).hasSizeGreaterThan(2);
    List<CallEvent> other = List.of(events.get(0), new CallEvent.Printed("b"));
    assertThat(calls.finish(environment(), netconf(), other).stdout())
        .contains(
            "the call cannot be finished: it does an act with other arguments than was recorded");
    List<CallEvent> wrong = List.of(events.get(0), new CallEvent.Drew(1));
    assertThat(calls.finish(environment(), netconf(), wrong).stdout())
        .contains("the call cannot be finished: it does another act than was recorded");
  }

  /** The policy is changed while the call is under way. */
  @Test
  void keepTheLimitOfWaitsUnderWhichTheyBegan() throws IOException {
    Path policy = root.resolve("policy.json");
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("CNI_FP_POLICY", policy.toString());
    String netconf =
        "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"runtimeConfig\":"
            + "{\"io.kubernetes.cri.pod-annotations\":{\"failpoint.cni.containerd.io/confpath\":\""
            + root.resolve("fp.json")
            + "\"}},\"failpoint\":{\"delegate\":"
            + "{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.0.0\"}}}}";
    arm(Vectors.JSON.createObjectNode().put("cmdAdd", "1*delay(30)+print(a)"));
    Files.writeString(policy, "{\"maxDelay\":5,\"annotationActions\":\"all\"}");
    RecordedCalls.Answer whole = new RecordedCalls(root).call(environment, netconf);
    Files.writeString(policy, "{\"maxDelay\":1000,\"annotations\":false}");
    List<CallEvent> events = whole.events().subList(0, 2);
    assertThat(events.get(1)).isInstanceOf(CallEvent.Slept.class);
    assertSame(new RecordedCalls(root).finish(environment, netconf, events), whole, events);
  }

  private void assertFinished(ObjectNode points) throws IOException {
    arm(points);
    RecordedCalls.Answer whole = new RecordedCalls(root).call(environment(), netconf());
    ObjectNode counted = (ObjectNode) Vectors.JSON.readTree(content(root.resolve("fp.json")));
    for (int done = 0; done <= whole.events().size(); done++) {
      List<CallEvent> events = whole.events().subList(0, done);
      ObjectNode state = points.deepCopy();
      for (CallEvent event : events) {
        if (event instanceof Decision decision && counted.has(decision.point())) {
          state.set(decision.point(), counted.get(decision.point()));
        }
      }
      arm(state);
      assertSame(new RecordedCalls(root).finish(environment(), netconf(), events), whole, events);
      assertThat(Vectors.JSON.readTree(content(root.resolve("fp.json")))).isEqualTo(counted);
    }
  }

  private static void assertSame(
      RecordedCalls.Answer finished, RecordedCalls.Answer whole, List<CallEvent> events) {
    assertThat(finished.status()).as("after %s", events).isEqualTo(whole.status());
    assertThat(finished.stdout()).as("after %s", events).isEqualTo(whole.stdout());
    assertThat(whole.stderr()).as("after %s", events).endsWith(finished.stderr());
    assertThat(finished.events().subList(0, events.size())).isEqualTo(events);
  }

  private void arm(ObjectNode points) throws IOException {
    Vectors.JSON.writeValue(root.resolve("fp.json").toFile(), points);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "CNI_COMMAND", "ADD",
        "CNI_CONTAINERID", "c1",
        "CNI_NETNS", "/run/netns/failpoint",
        "CNI_IFNAME", "eth0",
        "CNI_PATH", "/nowhere");
  }

  private String netconf() {
    return "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"failpoint\":{\"confPath\":\""
        + root.resolve("fp.json")
        + "\",\"delegate\":{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.0.0\"}}}}";
  }

  private static byte[] content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static void restore(Path file, byte[] content) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.write(file, content);
    }
  }
}
