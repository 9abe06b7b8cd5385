package io.cnifp.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.failpoint.Failpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's language, term by term, and where ours is wider. The delegate is the built-in
 * {@code fixed}; with processes the image's tests make the same calls.
 */
class TermVectorsTests {
  @TempDir private Path directory;
  private Path conf;
  private RecordedCalls calls;

  static Stream<Arguments> compared() {
    return vectors(false);
  }

  static Stream<Arguments> wider() {
    return vectors(true);
  }

  private static Stream<Arguments> vectors(boolean accepted) {
    return Vectors.of("/golden/terms.json")
        .filter(v -> v.path("here").asText().equals("accepted") == accepted)
        .map(v -> Arguments.of(v.get("term").asText(), v));
  }

  @BeforeEach
  void prepare() throws IOException {
    conf = directory.resolve("fp.json");
    calls = new RecordedCalls(directory);
  }

  @ParameterizedTest
  @MethodSource("compared")
  void hasTheRecordedOutcomesAndState(String term, JsonNode vector) throws IOException {
    arm(term);
    boolean refused = vector.path("here").asText().equals("refused");
    for (JsonNode expected : vector.get("calls")) {
      long from = System.nanoTime();
      RecordedCalls.Answer answer = add();
      long millis = (System.nanoTime() - from) / 1_000_000;
      if (refused) {
        assertError(answer, 999, null);
        assertThat(armed()).isEqualTo(term);
        continue;
      }
      switch (expected.get("outcome").asText()) {
        case "delegated" -> {
          assertThat(answer.status()).as("%s", answer).isZero();
          assertThat(millis).isGreaterThanOrEqualTo(expected.path("slept_ms_at_least").asLong());
        }
        case "panic" -> {
          assertThat(answer.status()).isEqualTo(2);
          assertThat(answer.stdout()).isEmpty();
          assertThat(answer.stderr().lines()).contains(expected.get("stderr_first_line").asText());
        }
        default -> assertError(answer, expected.get("code").asInt(), expected.get("msg").asText());
      }
      assertThat(armed()).isEqualTo(expected.get("cmdAdd_after").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("wider")
  void isAcceptedWhereTheReferenceIsNarrower(String term, JsonNode vector) {
    assertThat(vector.get("calls").get(0).get("msg").asText()).contains("failed to parse");
    ActionBinder binder =
        new ActionBinder(ProviderRegistry.actions(new Extensions(Optional.empty())), List::of);
    assertThat(binder.bind(Failpoint.parse(term)).actions()).isNotEmpty();
  }

  private static void assertError(RecordedCalls.Answer answer, int code, String message)
      throws IOException {
    assertThat(answer.status()).as("%s", answer).isEqualTo(1);
    JsonNode error = Vectors.JSON.readTree(answer.stdout());
    assertThat(error.get("code").asInt()).isEqualTo(code);
    if (message == null) {
      assertThat(error.get("msg").asText()).startsWith("the failpoint file ");
    } else {
      assertThat(error.get("msg").asText()).isEqualTo(message);
    }
  }

  private RecordedCalls.Answer add() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PATH", "/usr/bin:/bin",
            "CNI_COMMAND", "ADD",
            "CNI_CONTAINERID", "c1",
            "CNI_NETNS", "/run/netns/failpoint",
            "CNI_IFNAME", "eth0",
            "CNI_PATH", "/nowhere");
    ObjectNode annotations =
        Vectors.JSON
            .createObjectNode()
            .put("failpoint.cni.containerd.io/confpath", conf.toString());
    ObjectNode netconf =
        Vectors.JSON
            .createObjectNode()
            .put("cniVersion", "1.0.0")
            .put("name", "n")
            .put("type", "cni-bridge-fp");
    netconf
        .putObject("failpoint")
        .putObject("delegate")
        .put("type", "fixed")
        .set("result", Vectors.JSON.createObjectNode().put("cniVersion", "1.0.0"));
    netconf.putObject("runtimeConfig").set("io.kubernetes.cri.pod-annotations", annotations);
    return calls.call(environment, netconf.toString());
  }

  private void arm(String term) throws IOException {
    Vectors.JSON.writeValue(conf.toFile(), Vectors.JSON.createObjectNode().put("cmdAdd", term));
  }

  private String armed() throws IOException {
    return Vectors.JSON.readTree(conf.toFile()).path("cmdAdd").asText();
  }
}
