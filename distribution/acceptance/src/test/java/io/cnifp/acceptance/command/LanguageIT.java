package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parse} and {@code simulate} against the language's vectors and its oracle. */
@DisplayName("of the language")
class LanguageIT {
  private static final Path LANGUAGE =
      Repository.root().resolve("engine/src/test/resources/language");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private CniFp command;
  private JsonNode vectors;

  @BeforeEach
  void aCommand() throws IOException {
    command = new CniFp(directory);
    vectors = JSON.readTree(LANGUAGE.resolve("vectors.json").toFile());
  }

  private static String oracle(String stdin, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("/usr/bin/python3", LANGUAGE.resolve("oracle.py").toString()));
    line.addAll(List.of(arguments));
    ProcessResult finished = ProcessResult.of(line, Map.of("PYTHONIOENCODING", "utf-8"), stdin);
    assertThat(finished.status()).as(finished.stderr()).isZero();
    return finished.stdout();
  }

  @Nested
  @DisplayName("cni-fp parse")
  class Parse {

    @Test
    void answersEveryVectorAsWrittenAndAsTheOracle() throws Exception {
      StringBuilder stdin = new StringBuilder();
      for (JsonNode vector : vectors.path("strings")) {
        stdin.append(vector.path("in")).append('\n');
      }
      ProcessResult parsed = command.runWith(stdin.toString(), "parse");
      assertThat(parsed.status()).isZero();
      List<String> answers = parsed.stdout().lines().toList();
      List<String> oracle = oracle(stdin.toString()).lines().toList();
      assertThat(answers).hasSize(vectors.path("strings").size()).hasSizeGreaterThan(500);
      for (int i = 0; i < answers.size(); i++) {
        JsonNode vector = vectors.path("strings").get(i);
        if (vector.path("valid").asBoolean()) {
          assertThat(answers.get(i)).isEqualTo(oracle.get(i));
          assertThat(JSON.readTree(answers.get(i).substring(3)))
              .isEqualTo(vector.path("canonical"));
        } else {
          assertThat(answers.get(i)).startsWith("no ").hasSizeGreaterThan(5);
          assertThat(oracle.get(i)).startsWith("no ");
        }
      }
    }

    @Test
    void answersWhatIsNoJsonStringAndGoesOn() throws Exception {
      assertThat(command.runWith("{\n5\n\"off\"", "parse").stdout())
          .isEqualTo("no a JSON string was expected\nno a JSON string was expected\nok \"off\"\n");
    }
  }

  @Nested
  @DisplayName("cni-fp simulate")
  class Simulate {

    @Test
    void answersEveryEvaluationAsWritten() throws Exception {
      StringBuilder stdin = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (JsonNode vector : vectors.path("evaluations")) {
        ObjectNode question = ((ObjectNode) vector).deepCopy();
        expected.add(question.remove("expect").toString());
        stdin.append(question).append('\n');
      }
      ProcessResult simulated = command.runWith(stdin.toString(), "simulate", "-");
      assertThat(simulated.stdout().lines()).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(100);
      assertThat(simulated.stdout())
          .isEqualToIgnoringWhitespace(oracle(stdin.toString(), "evaluate"));
    }

    @Test
    void tellsEachCallOfAFailpointAndWhatIsLeft() throws Exception {
      assertThat(command.run("simulate", "1*error(a)->1*off[pod=web-*]", "--calls", "3").stdout())
          .isEqualTo(
              """
                1  error(a)
                2  continues
                3  continues
                then: 0*error(a)->1*off[pod=web-*]
              """);
      assertThat(
              command
                  .run("simulate", "1*error(a)->1*off[pod=web-*]", "-n", "2", "--pod", "web-1")
                  .stdout())
          .isEqualTo("  1  error(a)\n  2  off\n  then: 0*error(a)->0*off[pod=web-*]\n");
    }

    @Test
    void tellsAllPointsOfAFileOrOneAndLeavesItAsItIs() throws Exception {
      Path file = directory.resolve("f.json");
      String content = "{\"cmdAdd\":\"1*error(a)\",\"cmdDel\":\"2*off\"}";
      Files.writeString(file, content);
      assertThat(command.run("simulate", file.toString(), "-n", "2").stdout())
          .isEqualTo(
              """
              cmdAdd
                1  error(a)
                2  continues
                then: 0*error(a)
              cmdDel
                1  off
                2  off
                then: 0*off
              """);
      assertThat(
              command
                  .run("simulate", file.toString(), "--point", "cmdDel", "--output", "json")
                  .stdout())
          .isEqualToIgnoringWhitespace(
              "{\"cmdDel\":[{\"call\":1,\"fired\":\"off\",\"term\":0,\"after\":\"1*off\"}]}");
      assertThat(file).hasContent(content);
    }

    @Test
    void drawsTheSameWithASeed() throws Exception {
      String[] line = {"simulate", "50%error(a)", "-n", "30", "--seed", "7", "-o", "json"};
      String first = command.run(line).stdout();
      assertThat(first).contains("\"error(a)\"").contains("null");
      assertThat(command.run(line).stdout()).isEqualTo(first);
    }

    @Test
    void refusesWhatIsWrong() throws Exception {
      ProcessResult wrong = command.run("simulate", "1*eror");
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.stderr()).startsWith("cni-fp: the failpoint: unknown action \"eror\" at 2");
      assertThat(command.run("simulate", "/no/such/file").status()).isEqualTo(3);
      assertThat(command.run("simulate", "off", "-n", "0").status()).isEqualTo(2);
      ProcessResult noQuestion = command.runWith("nonsense\n", "simulate", "-");
      assertThat(noQuestion.status()).isEqualTo(1);
      assertThat(noQuestion.stderr()).contains("line 1: a JSON object with failpoint and calls");
    }
  }
}
