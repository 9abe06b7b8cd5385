package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointScannerTests {

  private static FailpointScanner after(String skipped, String text) {
    FailpointScanner scanner = new FailpointScanner(skipped + text);
    assertThat(scanner.accept(skipped)).isTrue();
    return scanner;
  }

  @Nested
  class Names {
    @ParameterizedTest
    @CsvSource({"off,off", "a,a", "acme.flaky(3),acme.flaky", "a_b9.Z,a_b9.", "offX,off", "z-a,z"})
    void readsTheLongestName(String text, String name) {
      FailpointScanner scanner = new FailpointScanner(text);
      assertThat(scanner.name("a name")).isEqualTo(name);
      assertThat(scanner.position()).isEqualTo(name.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Off", "9a", "_a", ".a", "é", "`", "{"})
    void beginsWithASmallAsciiLetter(String text) {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> after("x", text).name("a name"))
          .withMessage("a name was expected at 1");
    }
  }

  @Nested
  class Numbers {
    @ParameterizedTest
    @CsvSource({
      "5.,5",
      ".,''",
      "12*,12",
      "1.5%,1.5",
      ".5%,.5",
      "5.%,5",
      "1..2,1",
      "1.2.3,1.2",
      "007*,007",
      "..5,''",
      "x,''",
      "'',''",
      "٣*,''",
      "+1,''",
      "-1,''"
    })
    void readsDigitsWithAtMostOnePoint(String text, String number) {
      FailpointScanner scanner = new FailpointScanner(text);
      assertThat(scanner.decimal()).isEqualTo(number);
      assertThat(scanner.position()).isEqualTo(number.length());
    }
  }

  @Nested
  class Whitespace {
    @Test
    void isSpaceTabCarriageReturnAndLineFeed() {
      FailpointScanner scanner = new FailpointScanner(" \t\r\n  x");
      scanner.skipWhitespace();
      assertThat(scanner.peek()).isEqualTo('x');
    }

    @ParameterizedTest
    @ValueSource(strings = {"\f", "\u000B", "\u00A0", "\u2003", "\u0000"})
    void isNothingElse(String text) {
      FailpointScanner scanner = new FailpointScanner(text);
      scanner.skipWhitespace();
      assertThat(scanner.position()).isZero();
      assertThat(scanner.atEnd()).isFalse();
    }
  }

  @Nested
  class RawArguments {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {"x)|x", "a->b)|a->b", "a(b)c)|a(b", "'  x ')|'  x '"})
    void goVerbatimUpToTheFirstParenthesis(String text, String raw) {
      FailpointScanner scanner = after("(", text);
      assertThat(scanner.raw()).isEqualTo(raw);
      assertThat(scanner.position()).isEqualTo(raw.length() + 2);
    }

    @Test
    void areNeverEmpty() {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> after("(", ")").raw())
          .withMessage("an argument was expected: there is no \"()\" at 1");
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> new FailpointScanner(")").raw())
          .withMessage("an argument was expected: there is no \"()\" at 0");
    }

    @Test
    void haveAnEnd() {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> after("(", "x]").raw())
          .withMessage("\")\" was expected after the argument at 1");
    }
  }

  @Nested
  class Values {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "` a b , c`|a b|a b|5",
          "`\t\r\na\t\r\n}`|a|a|7",
          "a]b,|a]b|a]b|3",
          "a\"b\",|a\"b\"|a\"b\"|4",
          "'a, }' ,|'a, }'|a, }|7",
          "\"it's\"}|\"it's\"|it's|6",
          "'\\n\\t\\r\\\\\\\"\\''}|'\\n\\t\\r\\\\\\\"\\''|`\n\t\r\\\"'`|14",
          "'\\u0041\\u00e9\\u00FF'}|'\\u0041\\u00e9\\u00FF'|Aéÿ|20",
          "''}|''|``|2",
        })
    void areBareOrQuoted(String text, String source, String value, int end) {
      FailpointScanner scanner = new FailpointScanner(text);
      FailpointScanner.Value read = scanner.value(',', '}');
      assertThat(read.source()).isEqualTo(source);
      assertThat(read.text()).isEqualTo(value);
      assertThat(scanner.position()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "`  ,`|a value was expected at 2",
          "`\t`|a value was expected at 1",
          "` 'a`|a closing quote was expected for the value at 1",
          "'a\"|a closing quote was expected for the value at 0",
          "'a\\|one of n t r \\ \" ' u was expected after \"\\\" at 3",
          "'\\b'|one of n t r \\ \" ' u was expected after \"\\\" at 2",
          "'\\u00g0'|four hexadecimal digits were expected at 5",
          "'\\u００００'|four hexadecimal digits were expected at 3",
          "'\\u12|four hexadecimal digits were expected at 5",
        })
    void areRefusedAtTheirFirstWrongCharacter(String text, String message) {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> new FailpointScanner(text).value(',', '}'))
          .withMessage(message);
    }
  }

  @Test
  void acceptsNothingBehindTheEnd() {
    FailpointScanner scanner = after("->", "-");
    assertThat(scanner.accept("->")).isFalse();
    assertThat(scanner.position()).isEqualTo(2);
    scanner.moveTo(3);
    assertThat(scanner.atEnd()).isTrue();
    assertThat(scanner.peek()).isEqualTo('\0');
  }
}
