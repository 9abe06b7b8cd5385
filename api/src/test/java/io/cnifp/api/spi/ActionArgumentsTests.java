package io.cnifp.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  class Checks {
    @Test
    void requireNoneRefusesAnyArgument() {
      NONE.requireNone();
      assertThatIllegalArgumentException()
          .isThrownBy(RAW::requireNone)
          .withMessage("takes no argument");
      assertThatIllegalArgumentException().isThrownBy(NAMED::requireNone);
    }

    @Test
    void requireRawSaysWhatIsMissing() {
      assertThat(RAW.requireRaw("a duration")).isEqualTo(" a ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NAMED.requireRaw("a duration"))
          .withMessage("needs a duration in parentheses");
      assertThatIllegalArgumentException().isThrownBy(() -> NONE.requireRaw("a duration"));
    }

    @Test
    void allowNamedRefusesRawTextsAndOtherNames() {
      NONE.allowNamed("x");
      NAMED.allowNamed("x", "text");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RAW.allowNamed("code", "msg"))
          .withMessage("takes {code=..., msg=...}");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NAMED.allowNamed("code", "msg"))
          .withMessage("has no argument text (known: code, msg)");
    }

    @Test
    void textTakesEitherForm() {
      assertThat(NONE.text("text")).isEmpty();
      assertThat(RAW.text("text")).contains(" a ");
      assertThat(NAMED.text("text")).contains("a");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NAMED.text("msg"))
          .withMessage("has no argument text (known: msg)");
    }

    @Test
    void requireNamesTheMissingOne() {
      assertThat(NAMED.require("text")).isEqualTo("a");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NAMED.require("msg"))
          .withMessage("needs msg=...");
    }
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
