package io.cnifp.engine.failpointfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Failpoint;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("failpoints in the configuration")
class InlinePointsTests {
  private static final CallAttributes CALL = CallAttributes.of(Map.of("pod", "web-1"));

  private static InlinePoints points(String json) {
    return new InlinePoints(JsonValue.parse(json).asObject(), () -> 50, InstantSource.system());
  }

  private static int fired(String failpoint) throws InterruptedException {
    InlinePoints points = points("{\"cmdAdd\":\"" + failpoint + "\"}");
    FailpointSnapshot read = points.read();
    Failpoint expected = read.failpoint("cmdAdd").orElseThrow();
    return ((Commit.Done) points.commit(read, "cmdAdd", expected, CALL)).evaluation().fired();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error(x)|0",
        "error(x)[pod=web-*]|0",
        "error(x)[pod=db]->off|1",
        "50.5%error(x)->delay(1s)+error(y)|0",
        "49%error(x)->delay(1s)+error(y)|1",
        "0%panic|-1",
      })
  void fireWithoutAFile(String failpoint, int term) throws Exception {
    assertThat(fired(failpoint)).isEqualTo(term);
  }

  @Test
  void mayHaveAnyCaseAndBeNone() {
    FailpointSnapshot read = points("{\"CMDADD\":\"off\",\"cmdDel\":\"\",\"cmdGc\":null}").read();
    assertThat(read.failpoint("cmdAdd")).isPresent();
    assertThat(read.failpoint("cmdDel")).isEmpty();
    assertThat(read.failpoint("cmdGc")).isEmpty();
    assertThat(points("{}").read().failpoint("cmdAdd")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1*error(x)|term 1 has a count",
        "0*off|term 1 has a count",
        "off->50%2*error(x)|term 2 has a count",
        "error(x)[skip=1]|term 1 has skip",
        "error(x)[pod=web-*,every=2]|term 1 has every",
        "50%error(x)[seed=7]|term 1 has seed",
      })
  void areRefusedIfTheyHaveState(String failpoint, String what) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> points("{\"afterDel\":\"" + failpoint + "\"}").read())
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(999))
        .withMessage(
            "the configuration's key failpoint.points is wrong: afterDel: "
                + what
                + ", which only a file can keep: name one by confPath");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cmd_add\":\"off\"}",
        "{\"cmdAdds\":\"off\"}",
        "{\"comment\":\"off\"}",
        "{\"atMost\":1}",
        "{\"state\":{}}",
        "{\"cmdAdd\":5}",
        "{\"cmdAdd\":\"off\",\"cmdAdd\":\"off\"}",
        "{\"cmdAdd\":\"of f\"}"
      })
  void areRefusedIfTheyAreNone(String json) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> points(json).read())
        .withMessageStartingWith("the configuration's key failpoint.points is wrong: ")
        .withMessageNotContaining("comment");
  }
}
