package io.cnifp.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON patches: the examples of RFC 6902, appendix A, and what no example shows. */
class JsonPatchTests {

  /** Apostrophes stand for quotation marks. */
  private static String apply(String document, String patch) {
    return JsonPatch.of(JsonValue.parse(patch.replace('\'', '"')).asArray())
        .apply(JsonValue.parse(document.replace('\'', '"')))
        .toString()
        .replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux'}]|{'foo':'bar','baz':'qux'}",
        "{'foo':['a','b']}|[{'op':'add','path':'/foo/1','value':'c'}]|{'foo':['a','c','b']}",
        "{'a':1,'b':2}|[{'op':'remove','path':'/a'}]|{'b':2}",
        "{'foo':['a','c','b']}|[{'op':'remove','path':'/foo/1'}]|{'foo':['a','b']}",
        "{'a':1,'b':2}|[{'op':'replace','path':'/a','value':[]}]|{'a':[],'b':2}",
        "{'a':{'x':1,'y':2},'b':{}}|[{'op':'move','from':'/a/x','path':'/b/z'}]|{'a':{'y':2},'b':{'z':1}}",
        "{'foo':[1,2,3,4]}|[{'op':'move','from':'/foo/1','path':'/foo/3'}]|{'foo':[1,3,4,2]}",
        "{'a':['x']}|[{'op':'test','path':'/a/0','value':'x'}]|{'a':['x']}",
        "{'a':1}|[{'op':'add','path':'/child','value':{'g':{}}}]|{'a':1,'child':{'g':{}}}",
        "{'a':1}|[{'op':'add','path':'/b','value':2,'xyz':3}]|{'a':1,'b':2}",
        "{'/':9,'~1':10}|[{'op':'test','path':'/~01','value':10}]|{'/':9,'~1':10}",
        "{'/':9}|[{'op':'test','path':'/~1','value':9}]|{'/':9}",
        "{'a':['b']}|[{'op':'add','path':'/a/-','value':['c']}]|{'a':['b',['c']]}",
        "{'a':1}|[{'op':'add','path':'/a','value':2}]|{'a':2}",
        "{'a':1}|[{'op':'add','path':'','value':[]}]|[]",
        "{'a':1}|[{'op':'replace','path':'','value':'x'}]|'x'",
        "{'':1}|[{'op':'copy','from':'/','path':'/a'}]|{'':1,'a':1}",
        "{'a':1}|[{'op':'copy','from':'','path':'/b'}]|{'a':1,'b':{'a':1}}",
        "{'a':1}|[{'op':'move','from':'/a','path':'/a'}]|{'a':1}",
        "{'a':[]}|[{'op':'add','path':'/a/0','value':null}]|{'a':[null]}",
      })
  void changesADocument(String document, String patch, String changed) {
    assertThat(apply(document, patch)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|1.0|true",
        "1e2|100|true",
        "0|-0|true",
        "1|'1'|false",
        "1e2147483648|10e2147483647|true",
        "{'a':1,'b':[2]}|{'b':[2.0],'a':1}|true",
        "{'a':1}|{'a':1,'b':null}|false",
        "{'a':1,'b':2}|{'a':1}|false",
        "[1,2]|[2,1]|false",
        "[1]|[1,1]|false",
        "null|false|false",
        "{}|[]|false",
      })
  void testsByValue(String is, String wanted, boolean equal) {
    String document = "{'a':" + is + "}";
    String patch = "[{'op':'test','path':'/a','value':" + wanted + "}]";
    if (equal) {
      assertThat(apply(document, patch)).isEqualTo(document);
    } else {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> apply(document, patch))
          .withMessage("operation 1 (test \"/a\"): the value there is another one");
    }
  }

  @Nested
  class ThatCannotBeApplied {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[{'op':'remove','path':'/b'}]|(remove '/b'): there is no such value",
          "[{'op':'replace','path':'/b','value':1}]|(replace '/b'): there is no such value",
          "[{'op':'add','path':'/b/c','value':1}]|(add '/b/c'): there is no such value",
          "[{'op':'add','path':'/s/c','value':1}]|(add '/s/c'): an object or an array was expected"
              + " there",
          "[{'op':'add','path':'/a/2','value':1}]|(add '/a/2'): there is no such value",
          "[{'op':'add','path':'/a/00','value':1}]|(add '/a/00'): there is no such value",
          "[{'op':'replace','path':'/a/-','value':1}]|(replace '/a/-'): there is no such value",
          "[{'op':'remove','path':''}]|(remove ''): the whole document cannot be removed",
          "[{'op':'move','from':'/a','path':'/a/0'}]|(move '/a' to '/a/0'): a value cannot be moved"
              + " into itself",
          "[{'op':'copy','from':'/x','path':'/y'}]|(copy '/x' to '/y'): there is no such value",
        })
    void namesTheOperation(String patch, String message) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> apply("{'a':[1],'s':'text'}", patch))
          .withMessage("operation 1 " + message.replace('\'', '"'));
    }

    @Test
    void countsTheOperationsBeforeIt() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(
              () -> apply("{}", "[{'op':'add','path':'/a','value':1},{'op':'remove','path':'/b'}]"))
          .withMessageStartingWith("operation 2 ");
    }

    @Test
    void becauseItsResultWouldBeTooDeep() {
      String array = "[".repeat(5_000) + "]".repeat(5_000);
      String added = "{'op':'add','path':'','value':" + array + "}";
      String innermost = "/0".repeat(4_999) + "/-";
      assertThat(
              apply("{}", "[" + added + ",{'op':'copy','from':'/0','path':'" + innermost + "'}]"))
          .isEqualTo("[".repeat(9_999) + "]".repeat(9_999));
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() ->
              apply(
                  "{}",
                  "["
                      + added
                      + ",{'op':'copy','from':'','path':'"
                      + innermost
                      + "'},{'op':'copy','from':'','path':'/-'}]"))
          .withMessageStartingWith("operation 3 (copy ")
          .withMessageEndingWith("the result would be nested deeper than 10000 levels");
    }

    @Test
    void becauseItsResultWouldBeTooLarge() {
      StringBuilder patch = new StringBuilder("[{'op':'add','path':'/a','value':[1]}");
      for (int i = 0; i < 100; i++) {
        patch.append(",{'op':'copy','from':'','path':'/b").append(i).append("'}");
      }
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> apply("{}", patch + "]"))
          .withMessageEndingWith("the operations add more than 8388608 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|at least one operation was expected",
        "[1]|a JSON object was expected",
        "[{'path':'/a'}]|a member 'op' was expected",
        "[{'op':'put','path':'/a'}]|one of add, remove, replace, move, copy, test was expected",
        "[{'op':'remove'}]|a member 'path' was expected",
        "[{'op':'add','path':'/a'}]|a member 'value' was expected",
        "[{'op':'move','path':'/a'}]|a member 'from' was expected",
        "[{'op':'remove','path':'a'}]|a JSON pointer such as /ips/0/address was expected",
        "[{'op':'remove','path':'/~2'}]|a JSON pointer such as /ips/0/address was expected",
        "[{'op':'remove','path':'/~'}]|a JSON pointer such as /ips/0/address was expected",
        "[{'op':'remove','path':1}]|a string was expected",
      })
  void isRefusedIfItIsNone(String patch, String expected) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> apply("{}", patch))
        .extracting(e -> e.expected().replace('"', '\''))
        .isEqualTo(expected);
  }
}
