package io.cnifp.engine.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniException;
import io.cnifp.engine.failpoint.Oracle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls do to directories of failpoint files: as recorded, and as the oracle does. */
class DirectoriesTests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIRECTORIES = Boolean.getBoolean("cnifp.long") ? 2_000 : 100;

  @TempDir private Path directory;

  private DirectoryScene scene(int number) {
    return new DirectoryScene(directory.resolve("files" + number), directory.resolve("state"));
  }

  static Stream<JsonNode> recorded() throws IOException {
    try (InputStream stream = DirectoriesTests.class.getResourceAsStream("/language/files.json")) {
      return JSON.readTree(stream).get("files").valueStream();
    }
  }

  static Stream<JsonNode> recordedFiles() throws IOException {
    try (InputStream stream = DirectoriesTests.class.getResourceAsStream("/language/files.json")) {
      return JSON.readTree(stream).get("valid").valueStream();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void areEvaluatedAsRecorded(JsonNode vector) throws Exception {
    assertThat(scene(0).answer(vector)).isEqualTo(vector.get("expect"));
  }

  /** A call parses only its own points, so all commands are tried. */
  @ParameterizedTest
  @MethodSource("recordedFiles")
  void fileIsValidForCallsAsRecorded(JsonNode vector) throws Exception {
    Files.createDirectories(directory.resolve("files0"));
    Files.writeString(directory.resolve("files0/a.json"), vector.get("file").toString());
    boolean valid = true;
    for (String command : List.of("Add", "Del", "Check", "Gc", "Status", "Version")) {
      try {
        scene(0).decide(JSON.createObjectNode().put("point", "cmd" + command));
      } catch (CniException e) {
        valid = false;
        assertThat(e.error().code()).isEqualTo(999);
        assertThat(e.error().message()).contains("files0/a.json is wrong: ");
      }
    }
    assertThat(valid).isEqualTo(vector.get("valid").asBoolean());
  }

  @Test
  void areEvaluatedAsByTheOracle() throws Exception {
    Oracle.requirePython();
    DirectoryGenerator generator = new DirectoryGenerator(16);
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < DIRECTORIES; i++) {
      questions.add(generator.question().toString());
    }
    List<String> answers = new Oracle(directory).answers(questions, "files");
    int fired = 0;
    for (int i = 0; i < DIRECTORIES; i++) {
      JsonNode answer = scene(i + 1).answer(JSON.readTree(questions.get(i)));
      assertThat(answer).as(questions.get(i)).isEqualTo(JSON.readTree(answers.get(i)));
      fired += (int) answer.valueStream().filter(call -> !call.get("fired").isNull()).count();
    }
    assertThat(fired).as("calls that fire").isGreaterThan(DIRECTORIES / 4);
  }

  @Test
  void withAnInvalidFileFailTheCallBeforeACountIsUsed() throws Exception {
    Path files = Files.createDirectories(directory.resolve("files0"));
    Files.writeString(files.resolve("a.json"), "{\"cmdAdd\":\"1*off\"}");
    Files.writeString(files.resolve("b.json"), "{\"cmdAdd\":\"eror\"}");
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> scene(0).decide(JSON.readTree("{\"point\":\"cmdAdd\"}")))
        .withMessageContaining("b.json is wrong: cmdAdd: unknown action \"eror\" at 0");
    assertThat(files.resolve("a.json")).hasContent("{\"cmdAdd\":\"1*off\"}");
  }

  @Test
  void passOverAFileThatIsGoneAndADirectoryThatLooksLikeOne() throws Exception {
    Path files = Files.createDirectories(directory.resolve("files0"));
    Files.createSymbolicLink(files.resolve("a.json"), files.resolve("nothing"));
    Files.createDirectory(files.resolve("b.json"));
    Files.writeString(files.resolve("c.json"), "{\"cmdAdd\":\"off\"}");
    assertThat(scene(0).decide(JSON.readTree("{\"point\":\"cmdAdd\"}")).fired()).isTrue();
  }

  @Test
  void areNoFailpointIfTheyAreEmpty() throws Exception {
    Files.createDirectories(directory.resolve("files0"));
    assertThat(scene(0).decide(JSON.readTree("{\"point\":\"cmdAdd\"}")).fired()).isFalse();
  }

  @Test
  void areMissingFilesIfTheyAreMissing() {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> scene(0).decide(JSON.readTree("{\"point\":\"cmdAdd\"}")))
        .withMessageContaining("files0 cannot be opened: no such file");
  }
}
