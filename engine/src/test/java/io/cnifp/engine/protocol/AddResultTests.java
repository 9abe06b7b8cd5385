package io.cnifp.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddResultTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cniVersion\":\"1.0.0\"}",
        " {\n\"ips\" : [ ], \"cniVersion\":\"0.4.0\" }\n",
        "{\"cniVersion\":\"0.1.0\",\"unknown\":{\"cniVersion\":\"9\"}}",
        "{\"cniVersion\":\"1.0.\\u0030\"}"
      })
  void isHandedOnByteForByteIfItNamesAVersion(String output) {
    CniResponse.Success reply = CniResponse.success(output);
    assertThat(AddResult.check(reply, "1.1.0")).isSameAs(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|`{\n    \"cniVersion\": \"1.1.0\"\n}\n`",
        "null|`{\n    \"cniVersion\": \"1.1.0\"\n}\n`",
        "` { }\n`|`{\n    \"cniVersion\": \"1.1.0\"\n}\n`",
        "` {\"ips\":[] }`|` {\n    \"cniVersion\": \"1.1.0\",\"ips\":[] }`",
      })
  void getsTheConfigurationsVersionIfItNamesNone(String output, String result) {
    assertThat(AddResult.check(CniResponse.success(output), "1.1.0").text()).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cniVersion\":\"\",\"a\":1}",
        "{\"cniVersion\":null,\"a\":1}",
        "{\"cniVersion\":5,\"a\":1}",
        "{\"cniVersion\":[],\"a\":1}",
        "{\"cniVersion\":{\"cniVersion\":\"1.0.0\"},\"a\":1}",
        "{\"cniVersion\":\"1.0.0\",\"a\":1,\"cniVersion\":\"\"}"
      })
  void getsItAlsoInPlaceOfOneThatSaysNothing(String output) {
    assertThat(AddResult.check(CniResponse.success(output), "1.1.0").text().strip())
        .isEqualTo("{\"cniVersion\":\"1.1.0\",\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|failed to unmarshal raw result: a JSON value was expected at line 1, column 1",
        "garbage|failed to unmarshal raw result: a JSON value was expected at line 1, column 1",
        "[]|failed to unmarshal raw result: a JSON object was expected at line 1, column 1",
        "\"x\"|failed to unmarshal raw result: a JSON object was expected at line 1, column 1",
        "{}{}|failed to unmarshal raw result: nothing more was expected after the JSON value at"
            + " line 1, column 3",
        "null x|failed to unmarshal raw result: nothing more was expected after the JSON value at"
            + " line 1, column 6",
        "{\"cniVersion\":\"9.9\"}|unsupported CNI result version \"9.9\"",
      })
  void isRefusedIfItIsNoResult(String output, String message) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> AddResult.check(CniResponse.success(output), "1.0.0"))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(999))
        .withMessage(message);
  }
}
