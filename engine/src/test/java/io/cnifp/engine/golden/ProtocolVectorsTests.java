package io.cnifp.engine.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol as the reference answers it, with a shell script for its bridge. */
class ProtocolVectorsTests {
  private static final List<String> POINTS = List.of("cmdAdd", "cmdDel", "cmdCheck");
  private static final String DELEGATE =
      """
      if [ -e "$FAKE_DIR/seen.env" ]; then cat >/dev/null; else
        cat > "$FAKE_DIR/seen.stdin"; env > "$FAKE_DIR/seen.env"
      fi
      printf '%s ' "$CNI_COMMAND" >> "$FAKE_DIR/seen.commands"
      cat "$FAKE_DIR/stdout"
      cat "$FAKE_DIR/stderr" >&2
      read -r rc < "$FAKE_DIR/rc"
      [ "$rc" = SIGKILL ] && kill -9 $$
      exit "$rc"
      """;

  @TempDir private Path folder;
  private Path bin;
  private Path conf;
  private Path directory;
  private RecordedCalls calls;

  static Stream<Arguments> vectors() {
    return Vectors.of("/golden/protocol.json").map(v -> Arguments.of(v.get("name").asText(), v));
  }

  @BeforeEach
  void makeFolders() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    directory = Files.createDirectory(folder.resolve("dir"));
    conf = folder.resolve("fp.json");
    calls = new RecordedCalls(folder);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isAnsweredAsTheReferenceDoes(String name, JsonNode vector) throws Exception {
    prepare(vector);
    String stdin = placed(vector.get("stdin").asText());
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    environment.put("FAKE_DIR", folder.toString());
    vector
        .get("env")
        .properties()
        .forEach(
            variable -> environment.put(variable.getKey(), placed(variable.getValue().asText())));
    for (JsonNode expected : vector.get("expect")) {
      for (String seen : List.of("seen.stdin", "seen.env", "seen.commands")) {
        Files.deleteIfExists(folder.resolve(seen));
      }
      RecordedCalls.Answer answer = calls.call(environment, stdin);
      assertThat(answer.status()).as("%s", answer).isEqualTo(expected.get("exit").asInt());
      SameAnswer.assertStdout(expected.get("stdout"), neutral(answer.stdout()));
      assertStderr(expected, answer.stderr());
      assertDelegate(expected, environment.get("CNI_COMMAND"), stdin);
      assertConf(expected.path("conf_after"));
    }
  }

  private void prepare(JsonNode vector) throws Exception {
    for (JsonNode name : vector.get("bins")) {
      RecordedCalls.script(bin.resolve(name.asText()), DELEGATE);
    }
    if (!vector.get("prep").isNull()) {
      Process prepared =
          new ProcessBuilder("/bin/sh", "-c", placed(vector.get("prep").asText())).start();
      assertThat(prepared.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(prepared.exitValue()).isZero();
    }
    if (!vector.get("conf").isNull()) {
      Files.writeString(conf, vector.get("conf").asText());
    }
    for (String stream : List.of("stdout", "stderr", "rc")) {
      Files.writeString(folder.resolve(stream), vector.get("delegate").get(stream).asText());
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
      assertThat(folder.resolve("seen.env")).doesNotExist();
      return;
    }
    // The reference forgets the DEL that SPEC.md wants after an ADD that failed.
    boolean undone = command.equals("ADD") && expected.get("exit").asInt() != 0;
    assertThat(Files.readString(folder.resolve("seen.commands")))
        .isIn(undone ? List.of("ADD ", "ADD DEL ") : List.of(command + " "));
    List<String> environment =
        Files.readAllLines(folder.resolve("seen.env")).stream().map(this::neutral).toList();
    wanted
        .get("env")
        .properties()
        .forEach(variable ->
            assertThat(environment)
                .contains(variable.getKey() + "=" + variable.getValue().asText()));
    assertThat(folder.resolve("seen.stdin")).hasBinaryContent(stdin.getBytes(UTF_8));
  }

  private void assertConf(JsonNode wanted) throws IOException {
    if (wanted.has("text")) {
      assertThat(conf).hasContent(wanted.get("text").asText());
    } else if (wanted.has("json")) {
      JsonNode actual = Vectors.JSON.readTree(Files.readAllBytes(conf));
      for (String point : POINTS) {
        if (actual.path(point).isTextual() || wanted.get("json").path(point).isTextual()) {
          assertThat(actual.path(point).asText())
              .as(point)
              .isEqualTo(wanted.get("json").path(point).asText());
        }
      }
    }
  }

  private String placed(String text) {
    return text.replace("@BIN@", bin.toString())
        .replace("@CONF@", conf.toString())
        .replace("@DIR@", directory.toString());
  }

  private String neutral(String text) {
    return text.replace(bin.toString(), "@BIN@")
        .replace(conf.toString(), "@CONF@")
        .replace(directory.toString(), "@DIR@");
  }
}
