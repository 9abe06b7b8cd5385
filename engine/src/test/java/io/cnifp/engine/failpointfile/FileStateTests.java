package io.cnifp.engine.failpointfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what actions keep in a failpoint file")
class FileStateTests {
  private static final StateKey KEY = new StateKey("cmdAdd", 1, "acme.flap");

  private static JsonObject kept(String json) {
    return JsonValue.parse(json).asObject();
  }

  private static FailpointDocument document(String json) {
    return FailpointDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isThatOfAPointATermAndAnAction() {
    FileState state =
        FileState.of(JsonValue.parse("{\"cmdAdd\":{\"2\":{\"acme.flap\":{\"n\":3}}}}"));
    assertThat(state.get(KEY)).hasToString("{\"n\":3}");
    assertThat(state.get(new StateKey("cmdAdd", 0, "acme.flap")).isEmpty()).isTrue();
    assertThat(state.get(new StateKey("cmdDel", 1, "acme.flap")).isEmpty()).isTrue();
    assertThat(state.get(new StateKey("cmdAdd", 1, "acme.other")).isEmpty()).isTrue();
  }

  @Test
  void leavesNothingBehindThatIsEmpty() {
    FileState state = FileState.NONE.with(KEY, kept("{\"n\":1}"));
    assertThat(state.json()).hasToString("{\"cmdAdd\":{\"2\":{\"acme.flap\":{\"n\":1}}}}");
    assertThat(state.with(KEY, JsonObject.of()).isEmpty()).isTrue();
    assertThat(state.without("cmdAdd").isEmpty()).isTrue();
    assertThat(state.without("cmdDel").json()).isEqualTo(state.json());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|a JSON object was expected at line 1, column 1",
        "{\"cmdFoo\":{}}|the name of a point, one of",
        "{\"cmdAdd\":[]}|a JSON object was expected",
        "{\"cmdAdd\":{\"0\":{}}}|the number of a term was expected",
        "{\"cmdAdd\":{\"x\":{}}}|the number of a term was expected",
        "{\"cmdAdd\":{\"1\":{\"a.b\":1}}}|a JSON object was expected",
        "{\"cmdAdd\":{\"1\":{\"a.b\":{\"n\":true}}}}|a number or a text was expected",
        "{\"cmdAdd\":{\"1\":{\"a.b\":{\"n\":1.5}}}}|a whole number",
      })
  void hasNoOtherShape(String json, String problem) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> FileState.of(JsonValue.parse(json)))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"cmdAdd\":\"a\"}|{\"cmdAdd\":\"a\",\"state\":"
            + " {\"cmdAdd\":{\"2\":{\"acme.flap\":{\"n\":1}}}}}",
        "{\"state\":{},\"x\":1}|{\"state\":{\"cmdAdd\":{\"2\":{\"acme.flap\":{\"n\":1}}}},\"x\":1}",
      })
  void isWrittenWithoutChangingAnotherByte(String before, String after) {
    FailpointDocument document = document(before);
    byte[] changed = document.withState(document.state().with(KEY, kept("{\"n\":1}")));
    assertThat(new String(changed, StandardCharsets.UTF_8)).isEqualTo(after);
  }

  @Test
  void goesWithItsPoint() {
    String state =
        "\"state\":"
            + " {\"cmdAdd\":{\"1\":{\"a.b\":{\"n\":1}}},\"cmdDel\":{\"1\":{\"a.b\":{\"n\":2}}}}";
    FailpointDocument document = document("{\"CMDADD\":\"a.b\",\"cmdDel\":\"a.b\"," + state + "}");
    assertThat(new String(document.put("cmdAdd", "off"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"CMDADD\":\"off\",\"cmdDel\":\"a.b\",\"state\":"
                + " {\"cmdDel\":{\"1\":{\"a.b\":{\"n\":2}}}}}");
    assertThat(new String(document.without("cmdAdd"), StandardCharsets.UTF_8))
        .isEqualTo("{\"cmdDel\":\"a.b\",\"state\": {\"cmdDel\":{\"1\":{\"a.b\":{\"n\":2}}}}}");
  }
}
