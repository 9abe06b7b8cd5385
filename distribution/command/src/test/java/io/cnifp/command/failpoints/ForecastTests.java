package io.cnifp.command.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.engine.failpoint.Failpoint;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what the next call will do")
class ForecastTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          off                                | off
          0*off                              | nothing, the call continues
          0*off->2*error(a)->panic           | error(a)
          1*off[pod=a]->panic                | if pod=a: off; panic
          off[pod=a,ifname!=b]               | if pod=a and ifname!=b: off; nothing, the call continues
          30%off                             | with 30 %: off; nothing, the call continues
          30%off[pod='a b']->40%panic->exit(1) | if pod='a b' with 30 %: off; with 40 %: panic; exit(1)
          100%off->panic                     | off
          0%off->panic                       | panic
          off[skip=1]->panic                 | panic
          off[skip=0]->panic                 | off
          off[every=3]->panic                | panic
          off[every=3,phase=2]->panic        | off
          30%off[seed=7]->panic              | panic
          30%off[seed=7,draws=1]->panic      | off
          """)
  void isSaidAsFarAsItIsCertain(String failpoint, String expected) {
    assertThat(
            String.join(
                "; ",
                Forecast.of(Failpoint.parse(failpoint), InstantSource.system()).stream()
                    .map(Forecast.Alternative::text)
                    .toList()))
        .isEqualTo(expected);
  }
}
