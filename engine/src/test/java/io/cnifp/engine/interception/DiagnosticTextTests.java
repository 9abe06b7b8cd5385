package io.cnifp.engine.interception;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticTextTests {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "tab\tstays", "é ü 語 \uD83D\uDE00", "{\"a\":[1]}"})
  void isTheTextItself(String text) {
    assertThat(DiagnosticText.oneLine(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "a, 000a, a\\n",
    "carriage return, 000d, a\\u000d",
    "escape, 001b, a\\u001b",
    "DEL, 007f, a\\u007f",
    "CSI of C1, 009b, a\\u009b",
    "line separator, 2028, a\\u2028",
    "paragraph separator, 2029, a\\u2029",
    "right-to-left override, 202e, a\\u202e",
    "isolate, 2066, a\\u2066",
    "zero width joiner, 200d, a\\u200d",
    "byte order mark, feff, a\\ufeff",
    "tag, e0041, a\\udb40\\udc41",
    "lone surrogate, d800, a\\ud800"
  })
  void escapesWhatATerminalMightObey(String name, String codePoint, String shown) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16));
    assertThat(DiagnosticText.oneLine(text)).as(name).isEqualTo(shown);
  }
}
