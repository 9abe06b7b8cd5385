package io.cnifp.engine.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol as the reference answers it, with a shell script for its bridge. */
class ProtocolVectorsTests {
  private static final List<String> POINTS = List.of("cmdAdd", "cmdDel", "cmdCheck");

  @TempDir private Path root;
  private ProtocolScene scene;
  private RecordedCalls calls;

  static Stream<Arguments> vectors() {
    return Vectors.of("/golden/protocol.json").map(v -> Arguments.of(v.get("name").asText(), v));
  }

  @BeforeEach
  void createScene() throws IOException {
    scene = new ProtocolScene(root);
    calls = new RecordedCalls(root);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isAnsweredAsTheReferenceDoes(String name, JsonNode vector) throws Exception {
    scene.prepare(vector);
    String stdin = scene.stdin(vector);
    Map<String, String> environment = scene.environment(vector);
    for (JsonNode expected : vector.get("expect")) {
      scene.forgetDelegate();
      RecordedCalls.Answer answer = calls.call(environment, stdin);
      assertThat(answer.status()).as("%s", answer).isEqualTo(expected.get("exit").asInt());
      SameAnswer.assertStdout(expected.get("stdout"), scene.neutral(answer.stdout()));
      assertStderr(expected, answer.stderr());
      assertDelegate(expected, environment.get("CNI_COMMAND"), stdin);
      assertConf(expected.path("conf_after"));
    }
  }

  private void assertStderr(JsonNode expected, String stderr) {
    String wanted = expected.get("stderr").asText().strip();
    if (wanted.startsWith("panic: ")) {
      assertThat(stderr.lines()).contains(wanted.lines().findFirst().orElseThrow());
    } else if (!expected.get("delegate_called_with").isNull()
        && expected.get("exit").asInt() == 0) {
      assertThat(stderr).contains(wanted);
    }
  }

  private void assertDelegate(JsonNode expected, String command, String stdin) throws IOException {
    JsonNode wanted = expected.get("delegate_called_with");
    if (wanted.isNull()) {
      assertThat(scene.seen("env")).doesNotExist();
      return;
    }
    // Nothing follows, no DEL after an ADD that failed either.
    assertThat(Files.readString(scene.seen("commands"))).isEqualTo(command + " ");
    List<String> environment =
        Files.readAllLines(scene.seen("env")).stream().map(scene::neutral).toList();
    wanted
        .get("env")
        .properties()
        .forEach(variable ->
            assertThat(environment)
                .contains(variable.getKey() + "=" + variable.getValue().asText()));
    assertThat(scene.seen("stdin")).hasBinaryContent(stdin.getBytes(UTF_8));
  }

  private void assertConf(JsonNode wanted) throws IOException {
    if (wanted.has("text")) {
      assertThat(scene.conf()).hasContent(wanted.get("text").asText());
    } else if (wanted.has("json")) {
      JsonNode actual = Vectors.JSON.readTree(Files.readAllBytes(scene.conf()));
      for (String point : POINTS) {
        if (actual.path(point).isTextual() || wanted.get("json").path(point).isTextual()) {
          assertThat(actual.path(point).asText())
              .as(point)
              .isEqualTo(wanted.get("json").path(point).asText());
        }
      }
    }
  }
}
