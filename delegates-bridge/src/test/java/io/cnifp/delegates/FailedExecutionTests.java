package io.cnifp.delegates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Execution;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedExecutionTests {

  private static CniError error(int status, String output, String diagnostics) {
    CniResponse response =
        FailedExecution.response(
            "bridge", new Execution(status, output.getBytes(UTF_8), diagnostics));
    assertThat(response).isInstanceOf(CniResponse.Failure.class);
    return ((CniResponse.Failure) response).error();
  }

  @Nested
  class WithAnErrorOnStandardOutput {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"code\":11,\"msg\":\"try\",\"details\":\"d\",\"cniVersion\":\"1.0.0\"}|11|try|d",
          "` {\"code\":7,\"msg\":\"é\"}\n`|7|é|``",
          "{\"msg\":\"no code\"}|0|no code|``",
          "{\"code\":0,\"msg\":\"zero\"}|0|zero|``",
          "{\"code\":null,\"msg\":\"x\",\"details\":null}|0|x|``",
          "{\"Code\":11,\"Msg\":\"try later\",\"Details\":\"d\"}|11|try later|d",
          "{\"CODE\":11,\"MSG\":\"try later\",\"dETAILS\":\"d\"}|11|try later|d",
          "{\"code\":7,\"Code\":11,\"MSG\":\"a\",\"msg\":\"b\",\"Msg\":null}|11|b|``",
          "{\"code\":100,\"msg\":\"a\",\"more\":{\"code\":3},\"msg\":\"b\"}|100|b|``",
          "{\"code\":9223372036854775807,\"msg\":\"x\"}|9223372036854775807|x|``",
        })
    void isThatError(String output, long code, String message, String details) {
      assertThat(error(1, output, "ignored")).isEqualTo(new CniError(code, message, details));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"{}", "null", "{\"code\":7}", "{\"msg\":\"\",\"code\":7}"})
    void namesTheStatusWithoutAMessage(String output) {
      assertThat(error(3, output, "").message())
          .isEqualTo("the delegate bridge failed without a message: exit status 3");
    }
  }

  @Nested
  class WithSomethingElseOnStandardOutput {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "text|a JSON value was expected at line 1, column 1",
          "{\"code\":\"7\"}|a code that is a whole number was expected at line 1, column 9",
          "{\"code\":-1}|a code that is a whole number was expected at line 1, column 9",
          "{\"code\":1.5}|a code that is a whole number was expected at line 1, column 9",
          "{\"code\":9223372036854775808}|a code that is a whole number was expected at line 1,"
              + " column 9",
          "{\"msg\":5}|a string was expected at line 1, column 8",
          "{\"Msg\":5}|a string was expected at line 1, column 8",
          "{\"details\":[]}|a string was expected at line 1, column 12",
          "[]|a JSON object was expected at line 1, column 1",
          "{}{}|nothing more was expected after the JSON value at line 1, column 3",
        })
    void quotesIt(String output, String problem) {
      assertThat(error(1, output, "ignored"))
          .isEqualTo(
              new CniError(
                  999,
                  "netplugin failed but error parsing its diagnostic message \""
                      + output.replace("\"", "\\\"")
                      + "\": "
                      + problem));
    }

    @Test
    void quotesOnlyTheBeginningOfALongText() {
      assertThat(error(1, "x".repeat(5000), "").message())
          .startsWith("netplugin failed but error parsing its diagnostic message \"xxx")
          .contains("xxx\"...: a JSON value was expected")
          .hasSizeBetween(4096, 4300);
    }
  }

  @Nested
  class WithNothingOnStandardOutput {
    @ParameterizedTest
    @CsvSource({
      "1,netplugin failed with no error message: exit status 1",
      "128,netplugin failed with no error message: exit status 128",
      "137,netplugin failed with no error message: signal: killed",
      "139,netplugin failed with no error message: signal: segmentation fault"
    })
    void namesTheStatus(int status, String message) {
      assertThat(error(status, "", "")).isEqualTo(new CniError(999, message));
      assertThat(error(status, " \r\n\t", "")).isEqualTo(new CniError(999, message));
    }

    @Test
    void quotesStandardError() {
      assertThat(error(2, "\n", "panic: \"x\"\n"))
          .isEqualTo(new CniError(999, "netplugin failed: \"panic: \\\"x\\\"\\n\""));
      assertThat(error(2, "", "x".repeat(5000)).message()).endsWith("xxx\"...").hasSize(4119);
    }
  }
}
