package io.cnifp.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStringTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|\"\"",
        "a b/c<d>&'|\"a b/c<d>&'\"",
        "\"\\|\"\\\"\\\\\"",
        "`\n\r\t`|\"\\n\\r\\t\"",
        "`\u0000\b\f\u001b`|\"\\u0000\\u0008\\u000c\\u001b\"",
        "`\u007f\u0080\u009f`|\"\\u007f\\u0080\\u009f\"",
        "`\u200e\u202a\u202e\u2066\u2069`|\"\\u200e\\u202a\\u202e\\u2066\\u2069\"",
        "`\u2028\u2029`|\"\\u2028\\u2029\"",
        "`\u00a0é\u2027\u2020€`|`\"\u00a0é\u2027\u2020€\"`",
        "😀|\"😀\"",
      })
  void escapesWhatATerminalMightObey(String text, String json) {
    assertThat(JsonString.quote(text)).isEqualTo(json);
  }

  @Test
  void escapesSurrogatesWithoutTheirPartner() {
    assertThat(JsonString.quote("a\uD83D")).isEqualTo("\"a\\ud83d\"");
    assertThat(JsonString.quote("\uDE00b")).isEqualTo("\"\\ude00b\"");
    assertThat(JsonString.quote("\uD83D\uD83D\uDE00\uDE00")).isEqualTo("\"\\ud83d😀\\ude00\"");
  }

  @Test
  void isReadBackAsTheSameText() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      all.append((char) c);
    }
    all.append("😀");
    JsonScanner json = new JsonScanner(JsonString.quote(all.toString()).getBytes(UTF_8));
    assertThat(json.next()).isEqualTo(JsonToken.STRING);
    assertThat(json.text()).isEqualTo(all.toString());
  }
}
