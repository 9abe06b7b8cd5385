package io.cnifp.api.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents made to be deep, slow or confusing. */
class HostileJsonTests {
  private static final String ALPHABET = "{}[]:,\"\"\\ \n0123.eE+-truefalsnu\u0000\u00e9\u00ff";

  private static void scan(byte[] document) {
    JsonScanner json = new JsonScanner(document);
    for (JsonToken token = json.next(); token != JsonToken.END; token = json.next()) {
      if (token == JsonToken.KEY || token == JsonToken.STRING) {
        assertThat(json.text()).hasSizeLessThanOrEqualTo(json.end() - json.start());
      }
    }
  }

  private static void readWhole(JsonValue value) {
    assertThat(value.toString()).isEqualTo(JsonValue.parse(value.toString()).toString());
    if (value instanceof JsonObject object) {
      object.members().forEach(member -> readWhole(member.value()));
    } else if (value instanceof JsonArray array) {
      array.elements().forEach(HostileJsonTests::readWhole);
    }
  }

  @Test
  void nestingIsAllowedToTenThousandLevels() {
    scan(("[".repeat(10_000) + "]".repeat(10_000)).getBytes(UTF_8));
    scan(("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).getBytes(UTF_8));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> scan("[".repeat(10_001).getBytes(UTF_8)))
        .withMessage("nesting of at most 10000 levels was expected at line 1, column 10001");
  }

  @Test
  void valuesOfTenThousandLevelsAreParsedReadAndPrinted() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    JsonValue value = JsonValue.parse(deep);
    assertThat(value).hasToString(deep);
    for (int i = 1; i < 10_000; i++) {
      value = value.asArray().elements().get(0);
    }
    assertThat(value).hasToString("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,",
        "{\"a\":1,",
        "\"a",
        "\\",
        "\"\\u0041",
        "1",
        "-",
        " ",
        "\n",
        "[\"x\"],",
        "[]"
      })
  void repetitionTakesLinearTime(String piece) {
    byte[] document = ("[" + piece.repeat(2_000_000 / piece.length())).getBytes(UTF_8);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThatExceptionOfType(JsonException.class).isThrownBy(() -> scan(document)));
  }

  @Test
  void noiseIsAValueOrAnException() {
    Random random = new Random(8259);
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      byte[] document = text.toString().getBytes(ISO_8859_1);
      try {
        scan(document);
        readWhole(JsonValue.parse(document));
        valid++;
      } catch (JsonException e) {
        assertThat(e.getMessage()).matches("[^\n]{10,80} at line \\d+, column \\d+");
      }
    }
    assertThat(valid).isBetween(1_000, 50_000);
  }

  @Test
  void messagesNeverQuoteTheDocument() {
    String secret = "s3cret";
    String[] documents = {
      secret,
      "{" + secret,
      "{\"" + secret + "\"}",
      "[\"" + secret,
      "[1" + secret,
      "{}" + secret,
      "\"\\" + secret,
      "[tru" + secret,
      "-" + secret
    };
    for (String document : documents) {
      assertThatExceptionOfType(JsonException.class)
          .as(document)
          .isThrownBy(() -> scan(document.getBytes(UTF_8)))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3").doesNotContain("cret"));
    }
  }
}
