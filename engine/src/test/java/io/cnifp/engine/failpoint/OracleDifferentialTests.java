package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The language against its oracle, a second reading of the same specification in another language:
 * each text is valid for both with the same canonical form, or for neither.
 */
class OracleDifferentialTests {
  private static final boolean LONG = Boolean.getBoolean("cnifp.long");
  private static final int STRINGS = LONG ? 100_000 : 5_000;
  private static final int FAILPOINTS = 3_000;
  private static final int CALLS = 5;

  private final ObjectMapper json = new ObjectMapper();
  private final BuiltInLanguage language = new BuiltInLanguage();

  @TempDir private Path directory;

  @BeforeAll
  static void skippedWithoutPython() {
    Oracle.requirePython();
  }

  @Test
  void agreesOnEveryText() throws Exception {
    FailpointGenerator generator = new FailpointGenerator(20261123);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < STRINGS; i++) {
      texts.add(
          switch (i % 8) {
            case 0, 1, 2 -> generator.failpoint();
            case 3 -> generator.noise();
            default -> generator.spoiled();
          });
    }
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(json.writeValueAsString(text));
    }
    List<String> answers = new Oracle(directory).answers(lines);
    List<String> differences = new ArrayList<>();
    int valid = 0;
    for (int i = 0; i < STRINGS; i++) {
      Optional<String> expected = canonical(answers.get(i));
      valid += expected.isPresent() ? 1 : 0;
      Optional<String> actual = language.canonical(texts.get(i));
      if (!actual.equals(expected)) {
        differences.add(lines.get(i) + ": oracle " + answers.get(i) + ", here " + actual);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(valid).as("valid texts of %d", STRINGS).isBetween(STRINGS / 4, STRINGS * 3 / 4);
  }

  @Test
  void agreesOnEveryEvaluation() throws Exception {
    FailpointGenerator generator = new FailpointGenerator(5);
    List<String> failpoints = new ArrayList<>();
    List<List<Map<String, String>>> calls = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < FAILPOINTS; i++) {
      failpoints.add(generator.reproducible());
      calls.add(Stream.generate(generator::call).limit(CALLS).toList());
      lines.add(
          json.writeValueAsString(
              Map.of("failpoint", failpoints.get(i), "calls", asked(calls.get(i)))));
    }
    List<String> answers = new Oracle(directory).answers(lines, "evaluate");
    int fired = 0;
    for (int i = 0; i < FAILPOINTS; i++) {
      JsonNode expected = json.readTree(answers.get(i));
      String state = failpoints.get(i);
      for (int call = 0; call < CALLS; call++) {
        BuiltInLanguage.Answer answer = language.evaluate(state, calls.get(i).get(call));
        assertThat(json.valueToTree(answer).toString())
            .as("call %d of %s", call, lines.get(i))
            .isEqualTo(expected.get(call).toString());
        fired += answer.fired() == null ? 0 : 1;
        state = answer.after();
      }
    }
    assertThat(fired).isBetween(FAILPOINTS, FAILPOINTS * CALLS - FAILPOINTS);
  }

  /** The oracle takes the time as a number. */
  private static List<Map<String, Object>> asked(List<Map<String, String>> calls) {
    List<Map<String, Object>> asked = new ArrayList<>();
    for (Map<String, String> call : calls) {
      Map<String, Object> one = new HashMap<>(call);
      one.computeIfPresent("now", (_, now) -> Long.valueOf(now.toString()));
      asked.add(one);
    }
    return asked;
  }

  private Optional<String> canonical(String answer) throws IOException {
    return answer.startsWith("ok ")
        ? Optional.of(json.readValue(answer.substring(3), String.class))
        : Optional.empty();
  }
}
