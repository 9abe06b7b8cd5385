package io.cnifp.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationRangeTests {
  private static final Duration LONGEST = DurationRange.LONGEST;

  private final RandomGenerator random = RandomGenerator.getDefault();

  @Nested
  class Durations {
    @ParameterizedTest
    @CsvSource({
      "0,PT0S",
      "500,PT0.5S",
      "007,PT0.007S",
      "50us,PT0.00005S",
      "50\u00b5s,PT0.00005S",
      "50\u03bcs,PT0.00005S",
      "7ns,PT0.000000007S",
      "1us1ns,PT0.000001001S",
      "1.5us,PT0.0000015S",
      "1.25ms,PT0.00125S",
      "20ms,PT0.02S",
      "1.5s,PT1.5S",
      ".5s,PT0.5S",
      "1m,PT1M",
      "1m30s,PT1M30S",
      "1h1m1s1ms,PT1H1M1.001S",
      "30s1m,PT1M30S",
      "0.1m,PT6S",
      "24h,PT24H",
      "86400000,PT24H"
    })
    void areMillisecondsOrNumbersWithUnits(String text, Duration duration) {
      assertThat(DurationRange.parseDuration(text)).isEqualTo(duration);
      assertThat(DurationRange.parse(text)).isEqualTo(new DurationRange(duration, duration));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "9223372036855",
          "9223372036854775807",
          "9223372036854775807h",
          "300000h2562047h",
          "99999999999999999999999s"
        })
    void areAtMostTwoHundredAndNinetyTwoYears(String text) {
      assertThat(DurationRange.parseDuration(text)).isEqualTo(LONGEST);
    }

    @Test
    void areExactBelowThat() {
      assertThat(DurationRange.parseDuration("9199999999999"))
          .isEqualTo(Duration.ofMillis(9199999999999L));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "x", "s", "1x", "1.s", "1.", ".s", "1..s", "1.2.3s", "1s1", "1 s", "-1", "+1s", "1S",
          "1n", "1d", "1.5", "٣", "1m 30s", "1e3", "µs", "1µ", "1µm"
        })
    void areNothingElse(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DurationRange.parse(text))
          .withMessage(
              "takes a duration such as 500 (milliseconds), 1.5s, 1m30s, 50us or a range"
                  + " 50ms..200ms");
    }

    @Test
    void refuseMillisecondsBeyondALong() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DurationRange.parse("9223372036854775808"))
          .withMessage("a duration must be from 0 to 9223372036854775807");
    }
  }

  @Nested
  class Ranges {
    @ParameterizedTest
    @CsvSource({
      "50ms..200ms,PT0.05S,PT0.2S",
      "200..50,PT0.05S,PT0.2S",
      "1..1,PT0.001S,PT0.001S",
      "0..1h,PT0S,PT1H",
      "500..1.5s,PT0.5S,PT1.5S"
    })
    void areTwoDurationsInAnyOrder(String text, Duration least, Duration most) {
      assertThat(DurationRange.parse(text)).isEqualTo(new DurationRange(least, most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "1..", "..1", "1..2..3", "1...2", "1.2"})
    void haveTwoEnds(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> DurationRange.parse(text));
    }

    @RepeatedTest(20)
    void areDrawnFromBothEndsIncluded() {
      DurationRange range = new DurationRange(Duration.ofNanos(1), Duration.ofNanos(2));
      boolean min = false;
      boolean max = false;
      for (int i = 0; i < 200; i++) {
        Duration drawn = range.draw(random);
        min |= drawn.equals(range.min());
        max |= drawn.equals(range.max());
        assertThat(drawn).isBetween(range.min(), range.max());
      }
      assertThat(min && max).isTrue();
    }

    @Test
    void areDrawnEvenly() {
      DurationRange range = new DurationRange(Duration.ofMillis(100), Duration.ofMillis(200));
      long sum = 0;
      for (int i = 0; i < 20_000; i++) {
        sum += range.draw(random).toNanos();
      }
      // The mean of 20,000 even draws is within 2 ms of the middle but for one time in 10^22.
      assertThat(Duration.ofNanos(sum / 20_000))
          .isBetween(Duration.ofMillis(148), Duration.ofMillis(152));
    }

    @Test
    void mayBeAsWideAsALong() {
      DurationRange range = DurationRange.parse("0..9223372036854775807");
      assertThat(range.max()).isEqualTo(LONGEST);
      assertThat(range.draw(random)).isBetween(Duration.ZERO, LONGEST);
      assertThat(new DurationRange(LONGEST, LONGEST).draw(random)).isEqualTo(LONGEST);
    }
  }
}
