package io.cnifp.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cnifp.api.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a parameter of an action")
class ParameterTests {
  private enum Mode {
    FAST,
    VERY_SLOW
  }

  private static final Parameter<Duration> DURATION = Parameter.duration("p");
  private static final Parameter<DurationRange> RANGE = Parameter.durationRange("p");
  private static final Parameter<Long> NUMBER = Parameter.wholeNumber("p", 2, 5);
  private static final Parameter<Double> FRACTION = Parameter.fraction("p");
  private static final Parameter<Double> PERCENTAGE = Parameter.percentage("p");
  private static final Parameter<String> WORD = Parameter.oneOf("p", "on", "off");
  private static final Parameter<Mode> CONSTANT = Parameter.oneOf("p", Mode.class);
  private static final Parameter<JsonValue> JSON = Parameter.json("p");

  static <T> T read(Parameter<T> parameter, String text) {
    return ActionArguments.named(Map.of("p", text)).read(parameter).get(parameter);
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(Parameter.text("p"), " any ", " any "),
        arguments(DURATION, "500", Duration.ofMillis(500)),
        arguments(DURATION, "1m30s", Duration.ofSeconds(90)),
        arguments(RANGE, "2s..1s", DurationRange.parse("1s..2s")),
        arguments(NUMBER, "2", 2L),
        arguments(NUMBER, "005", 5L),
        arguments(FRACTION, "0", 0.0),
        arguments(FRACTION, "0.25", 0.25),
        arguments(FRACTION, "1.0", 1.0),
        arguments(PERCENTAGE, "2.5%", 2.5),
        arguments(PERCENTAGE, "100", 100.0),
        arguments(WORD, "off", "off"),
        arguments(CONSTANT, "very_slow", Mode.VERY_SLOW),
        arguments(JSON, "[1]", JsonValue.parse("[1]")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesWhatItExpects(Parameter<?> parameter, String text, Object value) {
    assertThat((Object) read(parameter, text)).isEqualTo(value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(DURATION, "soon", "a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us"),
        arguments(DURATION, "1s..2s", "a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us"),
        arguments(NUMBER, "1", "a whole number from 2 to 5"),
        arguments(NUMBER, "6", "a whole number from 2 to 5"),
        arguments(NUMBER, "-3", "a whole number from 2 to 5"),
        arguments(NUMBER, "3.0", "a whole number from 2 to 5"),
        arguments(FRACTION, "1.01", "a number from 0 to 1"),
        arguments(FRACTION, ".5", "a number from 0 to 1"),
        arguments(FRACTION, "5%", "a number from 0 to 1"),
        arguments(FRACTION, "1e-3", "a number from 0 to 1"),
        arguments(FRACTION, "NaN", "a number from 0 to 1"),
        arguments(PERCENTAGE, "%", "a number from 0 to 100"),
        arguments(PERCENTAGE, "101%", "a number from 0 to 100"),
        arguments(WORD, "On", "one of on off"),
        arguments(CONSTANT, "FAST", "one of fast very_slow"),
        arguments(JSON, "{", "JSON (a member's name in quotes was expected at line 1, column 2)"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatItDoesNotExpect(Parameter<?> parameter, String text, String expected) {
    assertThatExceptionOfType(ArgumentException.class)
        .isThrownBy(() -> read(parameter, text))
        .withMessage("p must be " + expected + ", not \"" + text + "\"")
        .satisfies(e -> assertThat(e.expected()).isEqualTo("p must be " + expected));
  }

  @Test
  void doesNotRepeatALongValue() {
    assertThatExceptionOfType(ArgumentException.class)
        .isThrownBy(() -> read(NUMBER, "x".repeat(5000)))
        .withMessage("p must be a whole number from 2 to 5, not a text of 5000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "a-b", "a.b", "a b", "é"})
  void hasANameThatATermCanHave(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Parameter.text(name));
  }

  @Test
  void hasBoundsThatANumberCanMeet() {
    assertThatIllegalArgumentException().isThrownBy(() -> Parameter.wholeNumber("p", 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Parameter.wholeNumber("p", -1, 1));
  }

  @Nested
  class Usage {
    @Test
    void listsTheFormsOfAnAction() {
      assertThat(Parameter.usage("off")).isEqualTo("off");
      assertThat(
              Parameter.usage(
                  "error",
                  Parameter.wholeNumber("code", 1, 99).orElse(7L),
                  Parameter.text("msg").optional().orInParentheses()))
          .isEqualTo("error, error(msg), error{code=CODE, msg='...'}");
      assertThat(Parameter.usage("delay", RANGE.inParentheses())).isEqualTo("delay(p)");
      assertThat(Parameter.usage("acme.x", WORD, CONSTANT, JSON))
          .isEqualTo("acme.x{p=on|off, p=fast|very_slow, p='{...}'}");
    }
  }
}
