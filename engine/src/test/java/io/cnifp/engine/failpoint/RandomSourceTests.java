package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSourceTests {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, 83, 1_000_003, Long.MAX_VALUE})
  void followsTheNumbersOfSplittableRandom(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < 1000; n++) {
      double expected = (random.nextLong() >>> 11) * 0x1.0p-53 * 100;
      assertThat(RandomSource.seeded(seed, n)).as("draw %d", n).isEqualTo(expected);
    }
  }

  @Test
  void isFromZeroToBelowAHundred() {
    double least = 100;
    double most = 0;
    for (int n = 0; n < 100_000; n++) {
      double drawn = RandomSource.seeded(7, n);
      least = Math.min(least, drawn);
      most = Math.max(most, drawn);
    }
    assertThat(least).isBetween(0.0, 0.01);
    assertThat(most).isBetween(99.99, Math.nextDown(100.0));
  }
}
