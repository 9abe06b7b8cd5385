package io.cnifp.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

@DisplayName("what is logged through System.Logger")
class QuietLoggerFinderTests {
  private final Logger slf4j = mock(Logger.class);
  private final System.Logger logger =
      new QuietLoggerFinder(name -> slf4j).getLogger("acme.flaky", Object.class.getModule());

  @ParameterizedTest
  @CsvSource({
    "TRACE, false",
    "DEBUG, false",
    "INFO, false",
    "WARNING, true",
    "ERROR, true",
    "OFF, false"
  })
  void isAWarningOrAnError(System.Logger.Level level, boolean loggable) {
    assertThat(logger.isLoggable(level)).isEqualTo(loggable);
  }

  @Test
  void isPassedOnWithItsParametersOrItsCause() {
    IllegalStateException cause = new IllegalStateException();
    logger.log(System.Logger.Level.WARNING, "{0} of {1}", 1, 2);
    logger.log(System.Logger.Level.WARNING, "a {brace", 1);
    logger.log(System.Logger.Level.ERROR, "failed", cause);
    logger.log(System.Logger.Level.INFO, "dropped");
    verify(slf4j).warn("1 of 2");
    verify(slf4j).warn("a {brace");
    verify(slf4j).warn("failed", cause);
    verifyNoMoreInteractions(slf4j);
    assertThat(logger.getName()).isEqualTo("acme.flaky");
  }
}
