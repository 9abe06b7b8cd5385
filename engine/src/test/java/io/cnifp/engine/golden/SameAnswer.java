package io.cnifp.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/**
 * What counts as the same answer: all that the reference printed, with equal values; more members
 * may stand beside it. A message in which the reference quotes Go's own libraries need only be
 * there, and its code 0, which says that the plugin printed no error, is 999.
 */
final class SameAnswer {
  private static final JsonMapper ONE_DOCUMENT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final Pattern OF_GO =
      Pattern.compile(
          "json:|invalid character|unexpected end|unmarshal|Go value|Go struct|error parsing its"
              + " diagnostic|terminate byte|exec format|permission denied|invalid CIDR|exit"
              + " status|signal:|netplugin failed|CIDR|failed to parse failpoint|cascading|no such"
              + " file|is a directory|unsupported CNI result");

  private SameAnswer() {}

  static void assertStdout(JsonNode expected, String stdout) throws JsonProcessingException {
    if (expected.has("text")) {
      assertThat(stdout.strip()).isEqualTo(expected.get("text").asText().strip());
      return;
    }
    JsonNode wanted = expected.get("json");
    JsonNode actual = ONE_DOCUMENT.readTree(stdout);
    if (wanted.has("code") && wanted.has("msg")) {
      assertError(wanted, actual);
    } else if (wanted.has("supportedVersions")) {
      assertThat(actual.get("supportedVersions").valueStream().toList())
          .containsAll(wanted.get("supportedVersions"));
    } else {
      assertCovers(wanted, actual, "$");
    }
  }

  private static void assertError(JsonNode wanted, JsonNode actual) {
    long code = wanted.get("code").asLong();
    String message = wanted.get("msg").asText();
    boolean ofGo = OF_GO.matcher(message).find();
    assertThat(actual.path("code").asLong(-1)).isEqualTo(code == 0 && ofGo ? 999 : code);
    assertThat(actual.path("msg").asText()).isNotEmpty();
    if (code != 1 && !message.isEmpty() && !ofGo) {
      assertThat(actual.get("msg").asText()).isEqualTo(message);
      assertThat(actual.path("details").asText()).isEqualTo(wanted.path("details").asText());
    }
  }

  private static void assertCovers(JsonNode wanted, JsonNode actual, String path) {
    if (wanted.isObject()) {
      assertThat(actual.isObject()).as(path).isTrue();
      wanted
          .properties()
          .forEach(member -> {
            JsonNode value = member.getValue();
            boolean nothing =
                value.isNull() || (value.isEmpty() && !value.isNumber() && !value.isBoolean());
            String at = path + "." + member.getKey();
            if (actual.has(member.getKey())) {
              assertCovers(value, actual.get(member.getKey()), at);
            } else {
              assertThat(nothing && value.asText().isEmpty()).as(at + " is missing").isTrue();
            }
          });
    } else if (wanted.isArray()) {
      assertThat(actual).as(path).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        assertCovers(wanted.get(i), actual.get(i), path + "[" + i + "]");
      }
    } else {
      assertThat(actual).as(path).isEqualTo(wanted);
    }
  }
}
