package io.cnifp.acceptance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.Repository;
import io.cnifp.api.json.JsonException;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailpointSchemaIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path VECTORS =
      Repository.root().resolve("engine/src/test/resources/language/vectors.json");

  private static ShippedSchema schema;

  @BeforeAll
  static void read() throws IOException {
    schema = ShippedSchema.read("failpoints.schema.json");
  }

  @Test
  void isASchema() {
    assertThat(schema.problemsOfItself()).isEmpty();
  }

  @Test
  void hasThePatternThatIsPutTogetherHere() throws IOException {
    assertThat(JSON.readTree(schema.source()).at("/$defs/failpoint/pattern").asText())
        .isEqualTo(FailpointPattern.whole());
    assertThat(JSON.readTree(schema.source()).at("/properties/when/pattern").asText())
        .isEqualTo(FailpointPattern.when());
  }

  @Test
  void hasEveryPoint() throws IOException {
    List<String> properties = new ArrayList<>();
    JSON.readTree(schema.source()).get("properties").fieldNames().forEachRemaining(properties::add);
    assertThat(properties)
        .contains("$schema")
        .contains("when", "atMost", "state")
        .containsAll(Points.ALL)
        .hasSize(15);
  }

  @Test
  void acceptsEveryValidFailpointAndRefusesMostOthers() throws IOException {
    List<String> wronglyRefused = new ArrayList<>();
    List<String> wronglyAccepted = new ArrayList<>();
    int invalid = 0;
    for (JsonNode vector : JSON.readTree(VECTORS.toFile()).get("strings")) {
      String failpoint = vector.get("in").asText();
      boolean accepted =
          schema.problems("{\"cmdAdd\":" + JSON.writeValueAsString(failpoint) + "}").isEmpty();
      boolean valid = vector.get("valid").asBoolean() || failpoint.isEmpty();
      invalid += valid ? 0 : 1;
      if (valid && !accepted) {
        wronglyRefused.add(failpoint);
      } else if (!valid && accepted) {
        wronglyAccepted.add(failpoint);
      }
    }
    assertThat(wronglyRefused).isEmpty();
    assertThat(wronglyAccepted).as("of %s invalid", invalid).hasSizeLessThan(invalid / 13);
  }

  /** Documents, and whether the schema and the engine take them. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {}                                                        | yes | yes
          {"cmdAdd":"1*error(x)"}                                   | yes | yes
          {"cmdAdd":"1*error{code=11, msg='x'}"}                    | yes | yes
          {"cmdAdd":"","cmdDel":null}                               | yes | yes
          {"CMDadd":"off","AfterStatus":"off"}                      | yes | yes
          {"$schema":"failpoints.schema.json","seed":1,"x":{"y":[]}} | yes | yes
          {"cmdAdd":1}                                              | no  | no
          {"cmdAdd":["off"]}                                        | no  | no
          {"CMDADD":true}                                           | no  | no
          []                                                        | no  | no
          null                                                      | no  | no
          "1*off"                                                   | no  | no
          {"cmdFoo":"off"}                                          | no  | no
          {"afterVersion":"off"}                                    | no  | no
          {"cmdline":"x","after":1,"afterwards":[],"CMDfoo":{}}     | yes | yes
          {"cmdAdd":"off","cmdAdd":"off"}                           | yes | no
          {"state":{"cmdAdd":{"1":{"acme.flap":{"n":1,"t":"x"}}}}}  | yes | yes
          {"state":{"acme.flap":1}}                                 | no  | no
          {"state":{"cmdAdd":{"0":{"acme.flap":{"n":1}}}}}          | no  | no
          {"state":{"cmdAdd":{"1":{"acme.flap":{"n":[]}}}}}         | no  | no
          """)
  void agreesWithTheEngineOnFiles(String document, String bySchema, String byEngine) {
    assertThat(schema.problems(document).isEmpty()).isEqualTo(bySchema.equals("yes"));
    assertThat(readable(document)).isEqualTo(byEngine.equals("yes"));
  }

  /** A pattern cannot see that a filter stands there twice. */
  @Test
  void agreesWithTheRecordedFiles() throws IOException {
    Path recorded = VECTORS.resolveSibling("files.json");
    List<String> deviations = new ArrayList<>();
    for (JsonNode vector : JSON.readTree(recorded.toFile()).get("valid")) {
      String file = vector.get("file").toString();
      if (schema.problems(file).isEmpty() != vector.get("valid").asBoolean()) {
        deviations.add(file);
      }
    }
    assertThat(deviations).containsExactly("{\"when\":\"pod=a,pod=b\",\"cmdAdd\":\"error\"}");
  }

  private static boolean readable(String document) {
    try {
      FailpointDocument parsed = FailpointDocument.parse(document.getBytes(StandardCharsets.UTF_8));
      parsed.requireKnownPoints();
      Points.ALL.forEach(parsed::point);
      parsed.limits();
      parsed.state();
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
