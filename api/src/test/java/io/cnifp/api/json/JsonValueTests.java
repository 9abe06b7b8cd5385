package io.cnifp.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTests {

  private static JsonValue parse(String document) {
    return JsonValue.parse(document);
  }

  @Nested
  class Documents {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{ \"b\" : 1 , \"a\" : [ 1.50 , \"\\u0041\" , null ]"
              + " }|{\"b\":1,\"a\":[1.50,\"\\u0041\",null]}",
          "{\"a\":1,\"b\":2,\"a\":3}|{\"a\":1,\"b\":2,\"a\":3}",
          "[ ]|[]",
          "{ }|{}",
          "{\"a\\nb\":{}}|{\"a\\nb\":{}}",
          "1e400|1e400",
        })
    void keepTheirOrderAndTheirLeavesAsWritten(String document, String printed) {
      assertThat(parse(document).toString()).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "", "{", "{} x"})
    void areObjectsWhereThatIsRequired(String document) {
      assertThatExceptionOfType(JsonException.class).isThrownBy(() -> parse(document).asObject());
    }

    @Test
    void areWhole() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> parse("{} {}"))
          .withMessageContaining("nothing more was expected");
    }
  }

  @Nested
  class MergePatch {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          // The appendix of RFC 7396, as far as target and patch are objects.
          "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
          "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
          "{\"a\":\"b\"}|{\"a\":null}|{}",
          "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
          "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
          "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
          "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
          "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
          "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
          "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}",
          // The example of its section 1, as one patch.
          "{\"a\":\"b\",\"c\":{\"d\":\"e\",\"f\":\"g\"}}|{\"a\":\"z\",\"c\":{\"f\":null}}"
              + "|{\"a\":\"z\",\"c\":{\"d\":\"e\"}}",
        })
    void changesAsRfc7396Says(String target, String patch, String result) {
      assertThat(parse(target).asObject().merge(parse(patch).asObject())).hasToString(result);
    }

    @Test
    void leavesTargetAndPatchAsTheyAre() {
      JsonObject target = parse("{\"a\":{\"b\":1}}").asObject();
      JsonObject patch = parse("{\"a\":{\"b\":null,\"c\":2}}").asObject();
      assertThat(target.merge(patch)).hasToString("{\"a\":{\"c\":2}}");
      assertThat(target).hasToString("{\"a\":{\"b\":1}}");
      assertThat(patch).hasToString("{\"a\":{\"b\":null,\"c\":2}}");
    }

    @Test
    void mayBeTenThousandLevelsDeep() {
      String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
      assertThat(JsonObject.of().merge(parse(deep).asObject())).hasToString(deep);
    }
  }

  @Nested
  class Members {
    private final JsonObject object =
        parse("{ \"a\" : 1, \"b\" : [ true, null ], \"a\" : \"x\", \"B\" : 2 }").asObject();

    @Test
    void areFoundByTheirExactName() {
      assertThat(object.get("a")).contains(JsonString.of("x"));
      assertThat(object.get("b").orElseThrow()).hasToString("[true,null]");
      assertThat(object.get("c")).isEmpty();
      assertThat(object.members()).hasSize(4);
    }

    @Test
    void areFoundAsGoFindsThem() {
      assertThat(object.getIgnoringCase("b").orElseThrow()).hasToString("[true,null]");
      assertThat(object.getIgnoringCase("A")).contains(JsonString.of("x"));
      assertThat(parse("{\"X\":1,\"x\":2}").asObject().getIgnoringCase("x"))
          .contains(JsonNumber.of(2));
    }

    @Test
    void areReplacedInTheirPlaceOrAddedAtTheEnd() {
      assertThat(object.with("a", "y")).hasToString("{\"a\":\"y\",\"b\":[true,null],\"B\":2}");
      assertThat(object.with("c", JsonBoolean.TRUE).without("a").without("b"))
          .hasToString("{\"B\":2,\"c\":true}");
      assertThat(object.without("missing")).isSameAs(object);
    }

    @Test
    void areRequiredWithTheirNameInTheMessage() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> object.require("c"))
          .withMessage("a member \"c\" was expected at line 1, column 1");
    }

    @Test
    void knowTheirPlaces() {
      JsonObject.Member member = object.members().get(1);
      assertThat(member.start()).isEqualTo(11);
      assertThat(member.value().start()).isEqualTo(17);
      assertThat(member.value().end()).isEqualTo(31);
      assertThat(JsonNumber.of(1).start()).isEqualTo(-1);
    }
  }

  @Nested
  class Kinds {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"é\"|a whole number was expected at line 1, column 8",
          "1.5|a whole number was expected at line 1, column 8",
          "9223372036854775808|a whole number was expected at line 1, column 8",
          "1e400|a whole number was expected at line 1, column 8",
        })
    void areNamedWithThePlaceOfAnother(String value, String message) {
      JsonObject object = parse("{\n  \"ä\" :" + value + "}").asObject();
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> object.require("ä").asLong())
          .withMessage(message.replace("line 1", "line 2"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0,0", "1e2,100", "1.0,1", "9223372036854775807,9223372036854775807"})
    void areLongsIfTheNumberIsWhole(String text, long value) {
      assertThat(parse(text).asLong()).isEqualTo(value);
      assertThat(((JsonNumber) parse(text)).text()).isEqualTo(text);
    }

    @Test
    void areOfTheirOwnKindOnly() {
      JsonValue text = JsonString.of("x");
      assertThat(text.asText()).isEqualTo("x");
      assertThat(JsonBoolean.of(true).asBoolean()).isTrue();
      assertThat(JsonNull.NULL.isNull()).isTrue();
      for (Runnable other :
          new Runnable[] {text::asObject, text::asArray, text::asBoolean, JsonNull.NULL::asText}) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(other::run);
      }
    }

    @Test
    void areComparedByTheirContents() {
      assertThat(parse("{\"a\":1,\"b\":[ \"x\" ]}"))
          .isEqualTo(parse("{\"b\":[\"\\u0078\"],\"a\":1}"))
          .hasSameHashCodeAs(parse("{\"b\":[\"x\"],\"a\":1}"))
          .isNotEqualTo(parse("{\"a\":1.0,\"b\":[\"x\"]}"));
    }
  }

  @Nested
  class Pointers {
    private final JsonValue document =
        parse("{\"a/b\":{\"m~n\":[10,{\"\":20}]},\"\":0,\"c\":[[1]]}");

    @ParameterizedTest
    @CsvSource({
      "/a~1b/m~0n/0,10",
      "/a~1b/m~0n/1/,20",
      "/,0",
      "/c/0/0,1",
      "/c/1,",
      "/c/00,",
      "/c/-,",
      "/x/y,"
    })
    void nameValuesAsRfc6901Says(String pointer, String value) {
      assertThat(document.at(pointer).map(JsonValue::toString))
          .isEqualTo(Optional.ofNullable(value));
    }

    @Test
    void areEmptyOrBeginWithASlash() {
      assertThat(document.at("")).contains(document);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> document.at("a"))
          .withMessage("the JSON pointer \"a\" does not begin with a slash");
    }
  }

  @Nested
  class Strings {
    @Test
    void knowWhereEachCharacterIsWritten() {
      JsonObject object = parse("{\"k\":\"a\\u0041é😀\\nz\"}").asObject();
      JsonString text = (JsonString) object.require("k");
      assertThat(text.asText()).isEqualTo("aAé😀\nz");
      assertThat(text.offsetOf(0)).isEqualTo(6);
      assertThat(text.offsetOf(1)).isEqualTo(7);
      assertThat(text.offsetOf(2)).isEqualTo(13);
      assertThat(text.offsetOf(3)).isEqualTo(15);
      assertThat(text.offsetOf(5)).isEqualTo(19);
      assertThat(text.offsetOf(6)).isEqualTo(21);
      assertThat(text.offsetOf(7)).isEqualTo(22);
      assertThat(text.offsetOf(99)).isEqualTo(22);
    }
  }
}
