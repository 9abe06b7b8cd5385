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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code abort} around a delegate whose code runs in this process. */
@DisplayName("a call with abort")
@Timeout(60)
class AbortedCallsTests {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean stuck = true;

  @AfterEach
  void endTheDelegate() {
    end.countDown();
  }

  private CniResponse call(String failpoints) throws IOException {
    Path file = directory.resolve("f.json");
    Files.writeString(file, failpoints);
    String netconf =
        "{\"cniVersion\":\"1.1.0\",\"name\":\"n\",\"failpoint\":{\"confPath\":\"" + file + "\"}}";
    Map<String, String> environment =
        Map.of(
            "CNI_COMMAND",
            "ADD",
            "CNI_CONTAINERID",
            "c1",
            "CNI_NETNS",
            "/run/netns/x",
            "CNI_IFNAME",
            "eth0",
            "CNI_PATH",
            "/nowhere",
            Journal.VARIABLE,
            directory.resolve("journal").toString());
    return Engines.of(
            directory.resolve("state"),
            OutputStream.nullOutputStream(),
            Map.of("bridge", _ -> this::reply))
        .call(environment, new ByteArrayInputStream(netconf.getBytes(UTF_8)))
        .response();
  }

  private CniResponse reply(CniRequest request) throws InterruptedException {
    if (stuck) {
      end.await();
    }
    return CniResponse.success("{\"cniVersion\":\"1.1.0\"}");
  }

  private List<String> outcomes() throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("journal"));
    List<String> outcomes = new ArrayList<>();
    for (String line : lines) {
      JsonNode entry = JSON.readTree(line);
      outcomes.add(entry.path("event").asText() + " " + entry.path("outcome").asText());
    }
    return outcomes;
  }

  @Test
  void diesWithTheDelegateIfThatStillRuns() throws IOException {
    assertThat(call("{\"cmdAdd\":\"1*abort{after=50ms, signal=TERM}\"}"))
        .isEqualTo(new CniResponse.Signal("TERM"));
    assertThat(outcomes()).containsExactly("fired aborted");
  }

  @Test
  void passesTheReplyOnIfTheDelegateIsDoneBefore() throws IOException {
    stuck = false;
    assertThat(call("{\"cmdAdd\":\"abort(1h)+append(!)\"}"))
        .isEqualTo(CniResponse.success("{\"cniVersion\":\"1.1.0\"}!"));
    assertThat(outcomes()).containsExactly("fired done before");
  }

  @Test
  void obeysTheEarliestOfSeveral() throws IOException {
    assertThat(call("{\"cmdAdd\":\"abort(1h)+abort{after=10ms,signal=HUP}+abort(2h)\"}"))
        .isEqualTo(new CniResponse.Signal("HUP"));
  }

  @Test
  void doesNothingElseIfNoDelegateIsStarted() throws IOException {
    assertThat(call("{\"cmdAdd\":\"abort(0)+error(x)\"}")).isEqualTo(CniResponse.failure(999, "x"));
    assertThat(outcomes()).containsExactly("fired error");
  }

  @Test
  void passesNoOtherStepButTheDelegate() throws IOException {
    assertThat(call("{\"cmdAdd\":\"abort(10ms)+truncate(1)\"}"))
        .isEqualTo(new CniResponse.Signal("KILL"));
  }

  @Nested
  class AtAnAfterPoint {
    @Test
    void isRefusedBeforeTheDelegateRuns() throws IOException {
      CniResponse response = call("{\"cmdAdd\":\"1*off\",\"afterAdd\":\"abort(1s)\"}");
      assertThat(((CniResponse.Failure) response).error().message())
          .endsWith(
              "is wrong: afterAdd: \"abort\" cannot be used at afterAdd, where no delegate runs any"
                  + " more at 0");
    }
  }
}
