package io.cnifp.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionArgumentsTests {
  private static final ActionArguments NONE = ActionArguments.none();
  private static final ActionArguments RAW = ActionArguments.raw(" a ");
  private static final ActionArguments NAMED = ActionArguments.named(Map.of("text", "a"));

  @Nested
  class Forms {
    @Test
    void areNothingARawTextOrNamedArguments() {
      assertThat(NONE.isEmpty()).isTrue();
      assertThat(RAW.isEmpty()).isFalse();
      assertThat(NAMED.isEmpty()).isFalse();
      assertThat(RAW.raw()).contains(" a ");
      assertThat(RAW.named()).isEmpty();
      assertThat(NAMED.raw()).isEmpty();
      assertThat(NAMED.named()).containsExactly(Map.entry("text", "a"));
    }

    @Test
    void areNeverEmptyInBrackets() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ActionArguments.raw(""))
          .withMessage("an argument in parentheses cannot be empty");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ActionArguments.named(Map.of()))
          .withMessage("arguments in braces cannot be empty");
    }

    @Test
    void keepTheOrderAndDontFollowTheMapThatMadeThem() {
      Map<String, String> given = new LinkedHashMap<>();
      given.put("z", "1");
      given.put("a", "2");
      ActionArguments arguments = ActionArguments.named(given);
      given.clear();
      assertThat(arguments.named().keySet()).containsExactly("z", "a");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> arguments.named().put("b", "3"));
    }
  }

  @Nested
  class WhatIsRead {
    private static final Parameter<Long> CODE = Parameter.wholeNumber("code", 1, 99).orElse(7L);
    private static final Parameter<String> TEXT = Parameter.text("text");
    private static final Parameter<String> EITHER = Parameter.text("text").orInParentheses();
    private static final Parameter<String> OPTIONAL = Parameter.text("text").optional();
    private static final Parameter<Duration> WAIT = Parameter.duration("t").inParentheses();

    @Test
    void isTheGivenValueOrTheDefault() {
      ArgumentValues values = NAMED.read(CODE, TEXT);
      assertThat(values.get(CODE)).isEqualTo(7);
      assertThat(values.get(TEXT)).isEqualTo("a");
      assertThat(values.find(CODE)).contains(7L);
      assertThat(RAW.read(CODE, EITHER).get(EITHER)).isEqualTo(" a ");
      assertThat(NAMED.read(EITHER).get(EITHER)).isEqualTo("a");
      assertThat(NONE.read(OPTIONAL).find(OPTIONAL)).isEmpty();
    }

    @Test
    void isNothingThatWasNotDeclared() {
      ArgumentValues values = NONE.read(OPTIONAL);
      assertThatIllegalStateException().isThrownBy(() -> values.get(OPTIONAL));
      assertThatIllegalStateException().isThrownBy(() -> values.get(CODE));
    }

    static Stream<Arguments> refused() {
      return Stream.of(
          arguments(RAW, List.of(), "takes no argument"),
          arguments(NAMED, List.of(), "takes no argument"),
          arguments(RAW, List.of(CODE, TEXT), "takes {code=..., text=...}"),
          arguments(NAMED, List.of(CODE), "has no argument text (known: code)"),
          arguments(NONE, List.of(CODE, TEXT), "needs text=..., a text"),
          arguments(
              NONE,
              List.of(WAIT),
              "needs a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us in parentheses"),
          arguments(
              NAMED,
              List.of(WAIT),
              "takes a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us in parentheses"),
          arguments(
              RAW,
              List.of(WAIT),
              "takes a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us, not \" a \""),
          arguments(
              named("code", "100"),
              List.of(CODE),
              "code must be a whole number from 1 to 99, not \"100\""));
    }

    @ParameterizedTest
    @MethodSource
    void refused(ActionArguments given, List<Parameter<?>> parameters, String message) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> given.read(parameters.toArray(new Parameter<?>[0])))
          .withMessage(message);
    }
  }

  private static ActionArguments named(String name, String value) {
    return ActionArguments.named(Map.of(name, value));
  }

  @Nested
  class WholeNumbers {
    @ParameterizedTest
    @CsvSource({
      "0,0",
      "7,7",
      "007,7",
      "9223372036854775807,9223372036854775807",
      "00000000000000000000001,1"
    })
    void areAsciiDigits(String text, long number) {
      assertThat(ActionArguments.wholeNumber(text, "n", 0, Long.MAX_VALUE)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "٣", "1_0", "a"})
    void areNothingElse(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ActionArguments.wholeNumber(text, "code", 0, 10))
          .withMessage("code must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0",
          "10",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551621",
          "99999999999999999999999999"
        })
    void areInTheirRange(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ActionArguments.wholeNumber(text, "code", 1, 9))
          .withMessage("code must be from 1 to 9");
      assertThat(ActionArguments.wholeNumber("1", "code", 1, 9)).isEqualTo(1);
      assertThat(ActionArguments.wholeNumber("9", "code", 1, 9)).isEqualTo(9);
    }
  }
}
