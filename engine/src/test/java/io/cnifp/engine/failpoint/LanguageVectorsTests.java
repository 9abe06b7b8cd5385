package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded answers of the language: some 860 texts and 150 evaluations. */
class LanguageVectorsTests {
  private static final JsonNode VECTORS = read("/language/vectors.json");

  private final BuiltInLanguage language = new BuiltInLanguage();

  static Stream<Arguments> strings() {
    return VECTORS.get("strings").valueStream().map(v -> Arguments.of(v.get("in").asText(), v));
  }

  static Stream<Arguments> evaluations() {
    return VECTORS
        .get("evaluations")
        .valueStream()
        .map(v -> Arguments.of(v.get("failpoint").asText(), v));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void isValidAsRecordedAndHasTheRecordedCanonicalForm(String text, JsonNode vector) {
    Optional<String> expected =
        vector.get("valid").asBoolean()
            ? Optional.of(vector.get("canonical").asText())
            : Optional.empty();
    assertThat(language.canonical(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("evaluations")
  void evaluatesAsRecorded(String failpoint, JsonNode vector) {
    String state = failpoint;
    for (int i = 0; i < vector.get("calls").size(); i++) {
      JsonNode expected = vector.get("expect").get(i);
      BuiltInLanguage.Answer answer =
          language.evaluate(state, attributes(vector.get("calls").get(i)));
      assertThat(answer.fired()).as("call %d", i).isEqualTo(expected.get("fired").textValue());
      assertThat(answer.after()).as("call %d", i).isEqualTo(expected.get("after").asText());
      state = answer.after();
    }
  }

  @Test
  void areAllThere() {
    assertThat(strings()).hasSizeGreaterThan(850);
    assertThat(evaluations()).hasSizeGreaterThanOrEqualTo(150);
  }

  static Map<String, String> attributes(JsonNode call) {
    Map<String, String> attributes = new HashMap<>();
    call.properties().forEach(p -> attributes.put(p.getKey(), p.getValue().asText()));
    return attributes;
  }

  private static JsonNode read(String resource) {
    try (InputStream stream = LanguageVectorsTests.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
