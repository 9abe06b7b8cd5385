package io.cnifp.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTests {

  private static Object parse(String document) {
    return JsonTree.parse(document.getBytes(UTF_8));
  }

  @Nested
  class Documents {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{ \"b\" : 1 , \"a\" : [ 1.50 , \"\\u0041\" , null ]"
              + " }|{\"b\":1,\"a\":[1.50,\"\\u0041\",null]}",
          "{\"a\":1,\"b\":2,\"a\":3}|{\"a\":3,\"b\":2}",
          "[ ]|[]",
          "{ }|{}",
          "{\"a\\nb\":{}}|{\"a\\nb\":{}}",
          "1e400|1e400",
        })
    void keepTheirOrderAndTheirLeavesAsWritten(String document, String printed) {
      assertThat(JsonTree.print(parse(document))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "", "{", "{} x"})
    void areObjectsWhereThatIsAskedFor(String document) {
      assertThatExceptionOfType(JsonSyntaxException.class)
          .isThrownBy(() -> JsonTree.parseObject(document));
    }

    @Test
    void areWhole() {
      assertThatExceptionOfType(JsonSyntaxException.class)
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
          // The appendix of RFC 7396.
          "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
          "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
          "{\"a\":\"b\"}|{\"a\":null}|{}",
          "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
          "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
          "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
          "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
          "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
          "[\"a\",\"b\"]|[\"c\",\"d\"]|[\"c\",\"d\"]",
          "{\"a\":\"b\"}|[\"c\"]|[\"c\"]",
          "{\"a\":\"foo\"}|null|null",
          "{\"a\":\"foo\"}|\"bar\"|\"bar\"",
          "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
          "[1,2]|{\"a\":\"b\",\"c\":null}|{\"a\":\"b\"}",
          "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}",
          // The example of its section 1, as one patch.
          "{\"a\":\"b\",\"c\":{\"d\":\"e\",\"f\":\"g\"}}|{\"a\":\"z\",\"c\":{\"f\":null}}"
              + "|{\"a\":\"z\",\"c\":{\"d\":\"e\"}}",
        })
    void changesAsRfc7396Says(String target, String patch, String result) {
      assertThat(JsonTree.print(JsonTree.merge(parse(target), parse(patch)))).isEqualTo(result);
    }

    @Test
    void leavesTargetAndPatchAsTheyAre() {
      Map<String, Object> target = JsonTree.parseObject("{\"a\":{\"b\":1}}");
      Map<String, Object> patch = JsonTree.parseObject("{\"a\":{\"b\":null,\"c\":2}}");
      JsonTree.merge(target, patch);
      assertThat(JsonTree.print(target)).isEqualTo("{\"a\":{\"b\":1}}");
      assertThat(JsonTree.print(patch)).isEqualTo("{\"a\":{\"b\":null,\"c\":2}}");
    }
  }
}
