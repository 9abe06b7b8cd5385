package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTimeTests {

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T10:00:00Z,2026-11-25T10:00:00Z",
    "2026-11-25T10:00:00+01:00,2026-11-25T09:00:00Z",
    "2026-11-25T10:00:00-05:30,2026-11-25T15:30:00Z",
    "2026-11-25T10:00:00-00:00,2026-11-25T10:00:00Z",
    "2026-11-25T10:00:00+18:00,2026-11-24T16:00:00Z",
    "2026-11-25T10:00:00.5Z,2026-11-25T10:00:00.5Z",
    "2026-11-25T10:00:00.123456789+01:00,2026-11-25T09:00:00.123456789Z",
    "2028-02-29T23:59:59Z,2028-02-29T23:59:59Z"
  })
  void isAnInstant(String text, Instant instant) {
    assertThat(ExpiryTime.parse(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2026-11-25",
        "2026-11-25T10:00:00",
        "2026-11-25T10:00Z",
        "2026-11-25t10:00:00Z",
        "2026-11-25T10:00:00z",
        "2026-11-25 10:00:00Z",
        "2026-11-25T10:00:60Z",
        "2026-11-25T24:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-25T10:00:00.Z",
        "2026-11-25T10:00:00.1234567890Z",
        "2026-11-25T10:00:00+0100",
        "2026-11-25T10:00:00+01",
        "2026-11-25T10:00:00+18:01",
        "2026-11-25T10:00:00-19:00",
        "2026-11-25T10:00:00+05:60",
        "2026-11-25T10:00:00Z ",
        "+2026-11-25T10:00:00Z",
        "٢٠٢٦-11-25T10:00:00Z"
      })
  void isNothingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpiryTime.parse(text))
        .withMessage(
            "a time such as 2026-11-25T10:00:00Z or 2026-11-25T11:00:00+01:00 was expected");
  }
}
