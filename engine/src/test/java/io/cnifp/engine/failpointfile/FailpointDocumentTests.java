package io.cnifp.engine.failpointfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.json.JsonException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointDocumentTests {

  private static FailpointDocument document(String json) {
    return FailpointDocument.parse(json.getBytes(UTF_8));
  }

  @Nested
  class APoint {

    @Test
    void isItsTextWithoutEscapes() {
      assertThat(document("{\"cmdAdd\":\"error(\\u00e9\\n)\"}").point("cmdAdd"))
          .contains("error(é\n)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"cmdDel\":\"off\"}", "{\"cmdAdd\":null}", "{\"cmdAdd\":\"\"}"})
    void thatIsMissingNullOrEmptyIsNone(String json) {
      assertThat(document(json).point("cmdAdd")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmdadd", "CMDADD", "CmdAdd"})
    void isFoundInAnyCase(String key) {
      assertThat(document("{\"" + key + "\":\"off\"}").point("cmdAdd")).contains("off");
    }

    @Test
    void isTheLastThatIsNotNullIfThereAreSeveralSpellings() {
      String json =
          "{\"cmdadd\":\"1*off\",\"cmdAdd\":\"2*off\",\"CMDADD\":\"3*off\",\"cMdAdd\":null}";
      assertThat(document(json).point("cmdAdd")).contains("3*off");
      assertThat(document(json).with("cmdAdd", "off"))
          .asString()
          .isEqualTo(json.replace("3*off", "off"));
      assertThat(document("{\"cmdAdd\":\"off\",\"CMDADD\":\"\"}").point("cmdAdd")).isEmpty();
    }

    @Test
    void isRemovedInAllSpellings() {
      String json = "{\"cmdadd\":\"1*off\",\"note\":1,\"cmdAdd\":null,\"CMDADD\":\"3*off\"}";
      assertThat(document(json).without("cmdAdd")).asString().isEqualTo("{\"note\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{\"cmdAdd\":\"off\"}"})
    void mustBeAText(String value) {
      assertThatThrownBy(() -> document("{\n  \"cmdAdd\": " + value + "}").point("cmdAdd"))
          .isInstanceOf(JsonException.class)
          .hasMessage("a string was expected as the failpoint of cmdAdd at line 2, column 13");
    }

    @Test
    void inANestedObjectIsNone() {
      assertThat(document("{\"a\":{\"cmdAdd\":\"off\"}}").point("cmdAdd")).isEmpty();
    }
  }

  @Nested
  class AnotherFailpoint {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            {"cmdAdd":"2*off"}                          | {"cmdAdd":"1*off"}
            `  { "é" : [ 1 , {"cmdAdd":"2*off"} ],  "cmdAdd"  :  "2*off" , "z":1e5 }  ` \
            | `  { "é" : [ 1 , {"cmdAdd":"2*off"} ],  "cmdAdd"  :  "1*off" , "z":1e5 }  `
            {"CMDADD":"2*off","cmdAdd":"2*off"}         | {"CMDADD":"2*off","cmdAdd":"1*off"}
            {"CMDADD":"2*off"}                          | {"CMDADD":"1*off"}
            {"cmdAdd":"2*\\u006fff","x":"\\u006f\\/"}   | {"cmdAdd":"1*off","x":"\\u006f\\/"}
            """)
    void changesNoByteBesideIt(String before, String after) {
      assertThat(new String(document(before).with("cmdAdd", "1*off"), UTF_8)).isEqualTo(after);
    }

    @Test
    void isEscapedAndReadBackTheSame() {
      String failpoint = "1*error(\"\\\n\t\u0001\u2028é😀)";
      byte[] changed = document("{\"cmdAdd\":\"x\"}").with("cmdAdd", failpoint);
      assertThat(FailpointDocument.parse(changed).point("cmdAdd")).contains(failpoint);
    }

    @Test
    void takesAPointThatIsThere() {
      FailpointDocument document = document("{}");
      assertThatIllegalArgumentException().isThrownBy(() -> document.with("cmdAdd", "off"));
    }
  }

  @Nested
  class Strictness {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            []                     | a JSON object was expected at line 1, column 1
            null                   | a JSON object was expected at line 1, column 1
            {"a":1,"a":2}          | duplicate key at line 1, column 8
            {"a":1,"\\u0061":2}    | duplicate key at line 1, column 8
            {"a":1}x               | nothing more was expected after the JSON value at line 1, column 8
            {"a":1,}               | a member's name in quotes was expected at line 1, column 8
            {'a':1}                | a member's name in quotes was expected at line 1, column 2
            {"a":01}               | "," or "}" was expected at line 1, column 7
            """)
    void refusesWhatIsNotAnObjectWithEachKeyOnce(String json, String message) {
      assertThatThrownBy(() -> document(json))
          .isInstanceOf(JsonException.class)
          .hasMessage(message);
    }

    @Test
    void takesDifferentCasesOfAKeyForDifferentKeys() {
      assertThat(document("{\"a\":1,\"A\":2}").point("cmdAdd")).isEmpty();
    }

    @Test
    void refusesWhatIsNotUtf8() {
      byte[] latin1 = "{\"x\":\"é\"}".getBytes(ISO_8859_1);
      assertThatThrownBy(() -> FailpointDocument.parse(latin1))
          .hasMessage("UTF-8 was expected at line 1, column 7");
      byte[] surrogate = {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'};
      assertThatThrownBy(() -> FailpointDocument.parse(surrogate))
          .hasMessage("UTF-8 was expected at line 1, column 3");
    }

    @Test
    void takesDeepNestingInItsStride() {
      document("{\"a\":" + "[".repeat(9_999) + "]".repeat(9_999) + "}");
      assertThatThrownBy(() -> document("{\"a\":" + "[".repeat(100_000)))
          .hasMessageStartingWith("nesting of at most 10000 levels was expected");
    }
  }

  @Nested
  class AKeyThatLooksLikeAPoint {

    @ParameterizedTest
    @ValueSource(strings = {"cmdFoo", "cmdAad", "afterVersion", "cmdADDD"})
    void isRefusedIfItIsNone(String key) {
      FailpointDocument document = document("{\"x\":1,\n \"" + key + "\":\"off\"}");
      assertThatThrownBy(document::requireKnownPoints)
          .hasMessageStartingWith("the name of a point, one of cmdAdd, ")
          .hasMessageEndingWith(", was expected at line 2, column 2")
          .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmdadd", "AFTERADD", "cmd", "cmdline", "after", "afterwards", "Cmd"})
    void isKeptIfItIsOneOrDoesNotReally(String key) {
      document("{\"" + key + "\":\"off\"}").requireKnownPoints();
    }
  }

  @Nested
  class AnEdit {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            {}                            | {~  "cmdDel": "off"~}
            { }                           | {~  "cmdDel": "off"~}
            {"a":1}                       | {"a":1,"cmdDel": "off"}
            {~  "a": [1]~}                | {~  "a": [1],~  "cmdDel": "off"~}
            {"a":1, "b":{"c":2} }         | {"a":1, "b":{"c":2}, "cmdDel": "off" }
            {"cmddel":"1*off","b":2}      | {"cmddel":"off","b":2}
            {"cmdDel":null}               | {"cmdDel":"off"}
            """)
    void putsAPointWhereItWasOrBehindTheRest(String before, String after) {
      assertThat(text(document(lines(before)).put("cmdDel", "off"))).isEqualTo(lines(after));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            {}                                      | {}
            {"cmdDel":"off"}                        | {}
            {~  "a": 1,~  "cmdDel": "off"~}         | {~  "a": 1~}
            {~  "cmdDel": "off",~  "a": 1~}         | {~  "a": 1~}
            {"a":1, "cmdDel":"off", "b":2}          | {"a":1, "b":2}
            {"a":1,"CMDDEL":7}                      | {"a":1}
            """)
    void takesAPointAwayAndNothingElse(String before, String after) {
      assertThat(text(document(lines(before)).without("cmdDel"))).isEqualTo(lines(after));
    }

    private String lines(String text) {
      return text.replace('~', '\n');
    }

    private String text(byte[] document) {
      return new String(document, UTF_8);
    }
  }
}
