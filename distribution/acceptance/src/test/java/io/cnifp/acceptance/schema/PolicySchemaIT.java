package io.cnifp.acceptance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniException;
import io.cnifp.engine.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySchemaIT {
  private static ShippedSchema schema;

  @TempDir private Path temporary;

  @BeforeAll
  static void read() throws IOException {
    schema = ShippedSchema.read("policy.schema.json");
  }

  @Test
  void isASchema() {
    assertThat(schema.problemsOfItself()).isEmpty();
  }

  /** The engine names all keys, but no former name, in its message about an unknown one. */
  @Test
  void hasEveryKeyOfTheEngineAndNoOther() throws IOException {
    List<String> properties = new ArrayList<>();
    new ObjectMapper()
        .readTree(schema.source())
        .get("properties")
        .fieldNames()
        .forEachRemaining(properties::add);
    properties.removeAll(List.of("$schema", "pluginDirs"));
    assertThat(problem("{\"no\":1}"))
        .contains("one of " + String.join(", ", properties.stream().sorted().toList()) + " was");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {}                                                          | yes
          {"$schema":"/x/policy.schema.json"}                         | yes
          {"confDirs":[]}                                             | yes
          {"confDirs":["/a","/b/c"],"extensionDirs":["/p"]}           | yes
          {"pluginDirs":["/p"]}                                       | yes
          {"annotations":false,"journal":"/var/log/j"}                | yes
          {"lockTimeout":0,"maxDelay":999999999999}                   | yes
          {"lockTimeout":"500","maxDelay":"999999999999h"}            | yes
          {"lockTimeout":"20us","maxDelay":"7ms"}                     | yes
          {"lockTimeout":"3s","maxDelay":"4m"}                        | yes
          []                                                          | no
          null                                                        | no
          {"$schema":1}                                               | no
          {"confdirs":[]}                                             | no
          {"confDirs":[],"x":1}                                       | no
          {"confDirs":"/a"}                                           | no
          {"confDirs":null}                                           | no
          {"confDirs":["a"]}                                          | no
          {"confDirs":["/a",1]}                                       | no
          {"confDirs":[["/a"]]}                                       | no
          {"confDirs":["/a\\u0000"]}                                  | no
          {"extensionDirs":{}}                                        | no
          {"pluginDirs":{}}                                           | no
          {"journal":""}                                              | no
          {"journal":["/a"]}                                          | no
          {"journal":"relative"}                                      | no
          {"annotations":"false"}                                     | no
          {"annotations":0}                                           | no
          {"annotations":null}                                        | no
          {"lockTimeout":true}                                        | no
          {"lockTimeout":null}                                        | no
          {"lockTimeout":-1}                                          | no
          {"lockTimeout":1.5}                                         | no
          {"lockTimeout":9223372036854775808}                         | no
          {"lockTimeout":"1.5s"}                                      | yes
          {"lockTimeout":".5s"}                                       | yes
          {"lockTimeout":"1.s"}                                       | no
          {"lockTimeout":"s"}                                         | no
          {"lockTimeout":""}                                          | no
          {"lockTimeout":"1 s"}                                       | no
          {"lockTimeout":"1m30s"}                                     | yes
          {"lockTimeout":"1m30"}                                      | no
          {"lockTimeout":"1s..2s"}                                    | no
          {"maxDelay":"1d"}                                           | no
          """)
  void agreesWithTheEngine(String policy, String accepted) throws IOException {
    assertThat(schema.problems(policy).isEmpty()).isEqualTo(accepted.equals("yes"));
    assertThat(problem(policy).isEmpty()).isEqualTo(accepted.equals("yes"));
  }

  /** What JSON Schema has no words for: it compares numbers by value and never sees a key twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lockTimeout\":1e3}",
        "{\"lockTimeout\":5.0}",
        "{\"confDirs\":[],\"confDirs\":[]}",
        "{\"extensionDirs\":[],\"pluginDirs\":[]}"
      })
  void refusesLessThanTheEngineHere(String policy) throws IOException {
    assertThat(schema.problems(policy)).isEmpty();
    assertThat(problem(policy)).isNotEmpty();
  }

  private String problem(String policy) throws IOException {
    Path file = Files.writeString(temporary.toRealPath().resolve("policy.json"), policy);
    try {
      var _ = PolicyReader.read(Map.of("CNI_FP_POLICY", file.toString()));
      return "";
    } catch (CniException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
