package io.cnifp.command.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a version of the specification")
class SpecVersionTests {
  @ParameterizedTest
  @CsvSource({
    "0.4.0, 0.4.0, true", "0.3.1, 0.4.0, false", "1.0.0, 0.4.0, true", "0.10.0, 0.4.0, true",
    "1.1, 1.1.0, true", "1, 1.1.0, false", "2, 1.1.0, true", "0.4.1, 0.4.0, true"
  })
  void isComparedNumberByNumber(String version, String other, boolean atLeast) {
    assertThat(SpecVersion.parse(version).isAtLeast(other)).isEqualTo(atLeast);
  }

  @Test
  void is010IfNoneIsNamed() {
    SpecVersion none = SpecVersion.parse("");
    assertThat(none.compareTo(SpecVersion.parse("0.1.0"))).isZero();
    assertThat(none.text()).isEmpty();
    assertThat(none.ofResults()).isEqualTo("0.1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.x", "1.0.0.0", "1..0", " 1.0.0", "1.0.0-rc1", "99999999999.0.0"})
  void isRefusedIfItIsNone(String text) {
    assertThatThrownBy(() -> SpecVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a version such as 1.0.0");
  }
}
