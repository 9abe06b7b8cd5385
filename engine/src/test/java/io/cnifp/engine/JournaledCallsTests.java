package io.cnifp.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.journal.Journal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What calls of the engine leave in the journal. */
@DisplayName("a call")
class JournaledCallsTests {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path file;
  private Path journal;
  private Engine engine;
  private final Map<String, String> environment = new HashMap<>();
  private String members = "";
  private int delegated;

  @BeforeEach
  void anEngine() {
    file = directory.resolve("failpoints.json");
    journal = directory.resolve("journal.jsonl");
    environment.put("CNI_COMMAND", "ADD");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/run/netns/x");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    environment.put("CNI_ARGS", "K8S_POD_NAMESPACE=prod;K8S_POD_NAME=web-1");
    environment.put(Journal.VARIABLE, journal.toString());
    engine =
        Engines.of(
            directory.resolve("state"),
            OutputStream.nullOutputStream(),
            Map.of("bridge", _ -> this::reply));
  }

  private CniResponse call(String points) throws IOException {
    Files.writeString(file, points);
    String netconf =
        "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"failpoint\":{\"confPath\":\""
            + file
            + "\"}"
            + members
            + "}";
    return engine.call(environment, new ByteArrayInputStream(netconf.getBytes(UTF_8))).response();
  }

  private List<JsonNode> entries() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    if (Files.exists(journal)) {
      for (String line : Files.readAllLines(journal)) {
        entries.add(JSON.readTree(line));
      }
    }
    return entries;
  }

  @Test
  void thatFiredIsRecordedWithAllThatDistinguishesIt() throws IOException {
    Instant before = Instant.now().minusMillis(1);
    call("{\"cmdAdd\":\"0*off->2*print(hello)+error{code=11,msg='a \\\"b\\\"'}\"}");
    JsonNode entry = entries().getFirst();
    assertThat(Instant.parse(entry.path("time").asText())).isBetween(before, Instant.now());
    assertThat(entry.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(entry.path("microseconds").asLong()).isBetween(0L, 60_000_000L);
    String rest = entry.toString().replaceAll("\"(time|pid|microseconds)\":[^,}]+,?", "");
    assertThat(rest)
        .isEqualTo(
            """
            {"event":"fired","launcher":"cni-bridge-fp","delegate":"bridge","command":"ADD","container":"c1","pod":"web-1","namespace":"prod",\
            "ifname":"eth0","network":"net","file":"%s","point":"cmdAdd","term":1,\
            "steps":"print(hello)+error{code=11,msg='a \\"b\\"'}","outcome":"error","code":11,\
            "message":"a \\"b\\"",}\
            """
                .formatted(file));
  }

  @Test
  void belongsToTheTraceOfItsEnvironmentWhateverItsDelegateIs() throws IOException {
    environment.put("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    members = ",\"runtimeConfig\":{}";
    call("{\"cmdAdd\":\"error(x)\"}");
    environment.put("TRACEPARENT", "nonsense");
    call("{\"cmdAdd\":\"eror(x)\"}");
    assertThat(entries())
        .extracting(entry -> entry.path("trace").asText())
        .containsExactly("4bf92f3577b34da6a3ce929d0e0e4736", "");
  }

  @Test
  void thatDidNotFireIsNotRecorded() throws IOException {
    call("{\"cmdAdd\":\"0*off->1*error(x)[pod=db-*]\",\"cmdDel\":\"error(x)\"}");
    call("{}");
    assertThat(journal).doesNotExist();
  }

  @Nested
  class OfAFileThatIsSpent {
    @Test
    void isRecordedIfTheFileIsAboutIt() throws IOException {
      call("{\"atMost\":0,\"when\":\"pod=web-*\",\"cmdAdd\":\"1*error(x)\"}");
      JsonNode entry = entries().getFirst();
      assertThat(entry.path("event").asText()).isEqualTo("spent");
      assertThat(entry.path("outcome").asText()).isEqualTo("spent");
      assertThat(entry.path("point").asText()).isEqualTo("cmdAdd");
      assertThat(entry.path("file").asText()).isEqualTo(file.toString());
      assertThat(delegated).isEqualTo(1);
    }

    @Test
    void isNotRecordedIfTheFileIsAboutOthers() throws IOException {
      call("{\"atMost\":0,\"when\":\"pod=db-*\",\"cmdAdd\":\"1*error(x)\"}");
      assertThat(journal).doesNotExist();
    }

    @Test
    void countsFiringsAtAllPoints() throws IOException {
      String points = "{\"atMost\":2,\"cmdAdd\":\"off\",\"afterAdd\":\"error(lost)\"}";
      call(points);
      assertThat(file).hasContent(points.replace("2", "0"));
    }
  }

  @Test
  void isRecordedAtBothItsPointsTheInnerOneFirst() throws IOException {
    call("{\"cmdAdd\":\"off\",\"afterAdd\":\"error(lost)\"}");
    assertThat(entries())
        .extracting(entry -> entry.path("point").asText() + " " + entry.path("outcome").asText())
        .containsExactly("afterAdd error", "cmdAdd error");
  }

  @Nested
  class HasItsOutcomeNamed {

    @Test
    void whateverItIs() throws IOException {
      for (String steps : List.of("off", "exit(3)", "kill(SEGV)", "hang", "panic(x)")) {
        call("{\"cmdAdd\":\"" + steps + "\"}");
      }
      assertThat(entries())
          .extracting(entry -> entry.path("outcome").asText())
          .containsExactly("success", "exit 3", "signal SEGV", "hang", "exit 2");
    }

    @Test
    void alsoIfItIsInterruptedInALongWaitThatWasRecordedWhenItBegan() throws Exception {
      FutureTask<CniResponse> call = new FutureTask<>(() -> call("{\"cmdAdd\":\"delay(5m)\"}"));
      Thread caller = new Thread(call, "caller");
      caller.start();
      while (entries().isEmpty() && !call.isDone()) {
        Thread.sleep(5);
      }
      caller.interrupt();
      assertThat(call.get(30, TimeUnit.SECONDS)).isInstanceOf(CniResponse.Failure.class);
      assertThat(entries())
          .extracting(entry -> entry.path("event").asText() + " " + entry.path("outcome").asText())
          .containsExactly("waiting waiting", "fired interrupted");
      assertThat(entries().get(0).path("time")).isEqualTo(entries().get(1).path("time"));
    }
  }

  @Nested
  class ThatIsRefused {

    @Test
    void isRecordedWithTheReason() throws IOException {
      call("{\"cmdAdd\":\"eror(x)\"}");
      JsonNode entry = entries().getFirst();
      assertThat(entry.path("event").asText()).isEqualTo("refused");
      assertThat(entry.path("outcome").asText()).isEqualTo("refused");
      assertThat(entry.path("point").asText()).isEqualTo("cmdAdd");
      assertThat(entry.path("code").asInt()).isEqualTo(999);
      assertThat(entry.path("message").asText()).contains("unknown action \"eror\" at 0");
    }

    @Test
    void isRecordedAlsoIfItsPathOrThePolicyIsWrong() throws IOException {
      environment.put("CNI_FP_POLICY", "/no/such/policy");
      call("{}");
      environment.remove("CNI_FP_POLICY");
      members =
          ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
              + "{\"failpoint.cni.containerd.io/confpath\":\"relative\"}}";
      call("{}");
      assertThat(entries())
          .extracting(entry -> entry.path("message").asText())
          .satisfiesExactly(
              message -> assertThat(message).startsWith("the policy /no/such/policy"),
              message -> assertThat(message).contains("confPath(relative)"));
    }

    /** The delegate's work could not be undone. */
    @Test
    void byAWrongAfterPointHasNotReachedItsDelegate() throws IOException {
      assertThat(call("{\"cmdAdd\":\"1*off\",\"afterAdd\":\"bogus\"}"))
          .isInstanceOf(CniResponse.Failure.class);
      assertThat(delegated).isZero();
      assertThat(file).content().contains("1*off");
      assertThat(entries())
          .extracting(entry -> entry.path("point").asText())
          .containsExactly("afterAdd");
    }
  }

  @Test
  void continuesIfItCannotBeRecorded() throws IOException {
    environment.put(Journal.VARIABLE, "/proc/nothing/journal");
    assertThat(call("{\"cmdAdd\":\"1*error(x)\"}")).isEqualTo(CniResponse.failure(999, "x"));
    environment.put(Journal.VARIABLE, "not absolute");
    assertThat(call("{\"cmdAdd\":\"1*error(x)\"}")).isEqualTo(CniResponse.failure(999, "x"));
  }

  private CniResponse reply(CniRequest request) {
    delegated++;
    return CniResponse.success("{\"cniVersion\":\"" + request.cniVersion() + "\"}");
  }
}
