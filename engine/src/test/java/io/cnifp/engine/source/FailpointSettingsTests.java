package io.cnifp.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.engine.Calls;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the configuration's key failpoint")
class FailpointSettingsTests {

  private static Optional<FailpointSettings> settings(String members) {
    return FailpointSettings.of(Calls.add(members));
  }

  private static FailpointSettings of(String failpoint) {
    return settings(",\"failpoint\":" + failpoint).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"failpoint\":null", ",\"delegate\":{\"type\":\"ptp\"}"})
  void mayBeAbsent(String members) {
    assertThat(settings(members)).isEmpty();
  }

  @Test
  void holdsEverythingThatIsOurs() {
    assertThat(of("{\"confPath\":\"/x\",\"delegate\":\"ptp\",\"optional\":true,\"cleanUp\":true}"))
        .isEqualTo(
            new FailpointSettings(
                Optional.of("/x"),
                Optional.empty(),
                Optional.of(JsonString.of("ptp")),
                true,
                true));
    assertThat(of("{\"points\":{\"cmdAdd\":\"off\"}}").points())
        .contains(JsonObject.of().with("cmdAdd", "off"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"confPath\":null,\"points\":null,\"delegate\":null,\"optional\":null,\"cleanUp\":null}",
        "{\"confPath\":\"\",\"optional\":false,\"cleanUp\":false}"
      })
  void asksForNothingUnlessItSaysSo(String failpoint) {
    assertThat(of(failpoint))
        .isEqualTo(
            new FailpointSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), false, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"/x\"|failpoint must be an object at line 1, column 46",
        "[]|failpoint must be an object at line 1, column 46",
        "{\"confPath\":5}|confPath must be a string at line 1, column 58",
        "{\"confpath\":\"/x\"}"
            + "|only confPath, points, delegate, optional, cleanUp were expected in failpoint"
            + " at line 1, column 47",
        "{\"confPath\":\"/x\",\"more\":1}"
            + "|only confPath, points, delegate, optional, cleanUp were expected in failpoint"
            + " at line 1, column 63",
        "{\"points\":[]}|failpoint.points must be an object at line 1, column 56",
        "{\"points\":\"/x\"}|failpoint.points must be an object at line 1, column 56",
        "{\"optional\":\"true\"}|failpoint.optional must be true or false at line 1, column 58",
        "{\"cleanUp\":1}|failpoint.cleanUp must be true or false at line 1, column 57",
        "{\"confPath\":\"/x\",\"points\":{}}"
            + "|either confPath or points was expected in failpoint, not both"
            + " at line 1, column 46",
      })
  void whatIsWrongIsNamed(String failpoint, String problem) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> of(failpoint))
        .satisfies(e ->
            assertThat(e.error())
                .isEqualTo(new CniError(999, "failed to parse network configuration: " + problem)));
  }
}
