package io.cnifp.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTests {

  private static JsonScanner scanner(String document) {
    return new JsonScanner(document.getBytes(UTF_8));
  }

  private static List<JsonToken> tokens(JsonScanner scanner) {
    List<JsonToken> tokens = new ArrayList<>();
    do {
      tokens.add(scanner.next());
    } while (tokens.get(tokens.size() - 1) != JsonToken.END);
    return tokens;
  }

  @Nested
  class Rfc8259 {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "null",
          "true",
          "false",
          "0",
          "-0",
          "10",
          "-1.5",
          "1e5",
          "1E+5",
          "1.25e-300",
          "\"\"",
          "\"a\"",
          " \t\r\n{ } \n",
          "[1,2]",
          "[ [ ] , { } ]",
          "{\"a\":1,\"a\":2}",
          "{\"\":{\"b\":[null,true,false]}}",
          "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\"",
          "\"é😀\u007F\u2028\"",
          "[123456789012345678901234567890]"
        })
    void accepts(String document) {
      assertThat(tokens(scanner(document))).endsWith(JsonToken.END);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "``|a JSON value was expected at line 1, column 1",
          "`  `|a JSON value was expected at line 1, column 3",
          "{|a member's name in quotes was expected at line 1, column 2",
          "[|a JSON value was expected at line 1, column 2",
          "}|a JSON value was expected at line 1, column 1",
          "[1,]|a JSON value was expected at line 1, column 4",
          "[,1]|a JSON value was expected at line 1, column 2",
          "[1 2]|\",\" or \"]\" was expected at line 1, column 4",
          "[1}|\",\" or \"]\" was expected at line 1, column 3",
          "{\"a\":1]|\",\" or \"}\" was expected at line 1, column 7",
          "{\"a\":1,}|a member's name in quotes was expected at line 1, column 8",
          "{a:1}|a member's name in quotes was expected at line 1, column 2",
          "{'a':1}|a member's name in quotes was expected at line 1, column 2",
          "{1:1}|a member's name in quotes was expected at line 1, column 2",
          "{\"a\" 1}|\":\" was expected at line 1, column 6",
          "{\"a\"}|\":\" was expected at line 1, column 5",
          "{\"a\":}|a JSON value was expected at line 1, column 6",
          "{} {}|nothing more was expected after the JSON value at line 1, column 4",
          "1 2|nothing more was expected after the JSON value at line 1, column 3",
          "nullx|nothing more was expected after the JSON value at line 1, column 5",
          "nul|a JSON value was expected at line 1, column 1",
          "True|a JSON value was expected at line 1, column 1",
          "NaN|a JSON value was expected at line 1, column 1",
          "-Infinity|a JSON value was expected at line 1, column 1",
          "+1|a JSON value was expected at line 1, column 1",
          ".5|a JSON value was expected at line 1, column 1",
          "1.|a JSON value was expected at line 1, column 1",
          "[1.]|a JSON value was expected at line 1, column 2",
          "[1e]|a JSON value was expected at line 1, column 2",
          "[1e+]|a JSON value was expected at line 1, column 2",
          "-|a JSON value was expected at line 1, column 1",
          "01|nothing more was expected after the JSON value at line 1, column 2",
          "0x1|nothing more was expected after the JSON value at line 1, column 2",
          "[٣]|a JSON value was expected at line 1, column 2",
          "\"|a closing quote was expected for the string at line 1, column 1",
          "[\"a|a closing quote was expected for the string at line 1, column 2",
          "\"\\|an escape of JSON was expected at line 1, column 3",
          "\"\\x\"|an escape of JSON was expected at line 1, column 3",
          "\"\\'\"|an escape of JSON was expected at line 1, column 3",
          "\"\\é\"|an escape of JSON was expected at line 1, column 3",
          "\"\\u12\"|four hexadecimal digits were expected at line 1, column 6",
          "\"\\u12G4\"|four hexadecimal digits were expected at line 1, column 6",
          "// x|a JSON value was expected at line 1, column 1",
          "{} # x|nothing more was expected after the JSON value at line 1, column 4",
          "\uFEFF{}|a JSON value was expected at line 1, column 1",
          "\u00A0{}|a JSON value was expected at line 1, column 1",
        })
    void refuses(String document, String message) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> tokens(scanner(document)))
          .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\tb\"", "\"a\nb\"", "\"\u0000\"", "\"\u001F\""})
    void refusesControlCharactersInStrings(String document) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> tokens(scanner(document)))
          .withMessageStartingWith("a control character in a string must be escaped");
    }
  }

  @Nested
  class Places {
    @Test
    void areCountedInLinesAndCharacters() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> tokens(scanner("{\r\n  \"a\": \"é\",\n  \"é\" 1}")))
          .withMessage("\":\" was expected at line 3, column 7");
      assertThat(JsonException.place("\n\n".getBytes(UTF_8), 2)).isEqualTo("line 3, column 1");
    }

    @Test
    void ofTokensAreTheirFirstAndLastByte() {
      JsonScanner json = scanner(" {\"k\" : [ 12 , \"é\" ] }");
      List<String> seen = new ArrayList<>();
      for (JsonToken token = json.next(); token != JsonToken.END; token = json.next()) {
        seen.add(token + " " + json.start() + "-" + json.end());
      }
      assertThat(seen)
          .containsExactly(
              "OBJECT_START 1-2",
              "KEY 2-5",
              "ARRAY_START 8-9",
              "NUMBER 10-12",
              "STRING 15-19",
              "ARRAY_END 20-21",
              "OBJECT_END 22-23");
    }
  }

  @Nested
  class Texts {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "\"a b\"|a b", "\"\"|``", "\"é😀\"|é😀", "\"\\u00e9\\uD83D\\uDE00\"|é😀",
          "\"\\\"\\\\\\/\"|\"\\/", "\"x\\n\\r\\t\"|`x\n\r\t`", "\"\\b\\f\"|`\b\f`", "-1.5|-1.5",
          "true|true", "\"\\\\u0041\"|\\u0041"
        })
    void areWithoutQuotesAndEscapes(String document, String text) {
      JsonScanner json = scanner(document);
      json.next();
      assertThat(json.text()).isEqualTo(text);
    }

    @Test
    void ofAKeyAreItsName() {
      JsonScanner json = scanner("{\"a\\u0062\":1}");
      json.next();
      assertThat(json.next()).isEqualTo(JsonToken.KEY);
      assertThat(json.text()).isEqualTo("ab");
    }
  }

  @Nested
  class Skipping {
    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "{}", "[]", "{\"a\":[{}, [1], \"]\"]}", "[[[]],{}]"})
    void goesToTheEndOfAValue(String value) {
      JsonScanner json = scanner("[ " + value + " ,true]");
      json.next();
      assertThat(json.skip(json.next())).isEqualTo(2);
      assertThat(json.end()).isEqualTo(2 + value.length());
      assertThat(json.next()).isEqualTo(JsonToken.TRUE);
    }
  }
}
