package io.cnifp.engine.delegate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.Calls;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegateChoiceTests {

  private static DelegateChoice choice(String members) {
    return DelegateChoice.of(Calls.add(members), "bridge");
  }

  private static String netconf(String members) {
    return new String(choice(members).request().input(), UTF_8);
  }

  @Test
  void isWhatTheExecutablesNameSaysWithoutAKey() {
    CniRequest request = Calls.add("");
    DelegateChoice choice = DelegateChoice.of(request, "ptp");
    assertThat(choice.type()).isEqualTo("ptp");
    assertThat(choice.request()).isSameAs(request);
    assertThat(choice(",\"delegate\":null").type()).isEqualTo("bridge");
  }

  @Test
  void isANameAndTheCallAsItCame() {
    CniRequest request = Calls.add(", \"delegate\": \"acme.\\u0078\"");
    DelegateChoice choice = DelegateChoice.of(request, "ptp");
    assertThat(choice.type()).isEqualTo("acme.x");
    assertThat(choice.request()).isSameAs(request);
  }

  @Nested
  class Objects {
    @Test
    void areMergedOverTheConfigurationWithoutOurOwnKeys() {
      assertThat(
              netconf(
                  ",\"type\":\"cni-bridge-fp\",\"mtu\":1,\"ipam\":{\"a\":1,\"b\":2},"
                      + "\"failpoint\":{\"confPath\":\"/x\"},"
                      + "\"delegate\":{\"type\":\"ptp\",\"mtu\":2,\"ipam\":{\"a\":3},\"new\":[]}"))
          .isEqualTo(
              "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"ptp\",\"mtu\":2,"
                  + "\"ipam\":{\"a\":3},\"new\":[]}");
    }

    @Test
    void leaveNoKeyOfOursButHaveTheirOwnOfTheseNames() {
      assertThat(
              netconf(
                  ",\"failpoint\":{\"confPath\":\"/x\"},\"delegate\":{\"type\":\"ptp\",\"mtu\":2,"
                      + "\"delegate\":\"bridge\",\"failpoint\":{\"confPath\":\"/y\"}}"))
          .isEqualTo(
              "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"ptp\",\"mtu\":2,"
                  + "\"delegate\":\"bridge\",\"failpoint\":{\"confPath\":\"/y\"}}");
    }

    @Test
    void mayChangeVersionAndNameForTheDelegate() {
      assertThat(
              netconf(
                  ",\"delegate\":{\"type\":\"ptp\",\"cniVersion\":\"0.4.0\",\"name\":\"inner\"}"))
          .isEqualTo("{\"cniVersion\":\"0.4.0\",\"name\":\"inner\",\"type\":\"ptp\"}");
    }

    @Test
    void nameTheDelegateByTheirType() {
      DelegateChoice choice = choice(",\"delegate\":{\"type\":\"pt\\u0070\"}");
      assertThat(choice.type()).isEqualTo("ptp");
      assertThat(choice.request().cniVersion()).isEqualTo("1.0.0");
      assertThat(choice.request().member("type").map(JsonValue::asText)).contains("ptp");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5|a delegate's name or an object was expected",
        "[\"ptp\"]|a delegate's name or an object was expected",
        "true|a delegate's name or an object was expected",
        "\"\"|a delegate's name cannot be empty",
        "{}|it has no type",
        "{\"mtu\":1}|it has no type",
        "{\"type\":5}|its type must be a delegate's name",
        "{\"type\":null}|its type must be a delegate's name",
        "{\"type\":{}}|its type must be a delegate's name",
        "{\"type\":\"\"}|a delegate's name cannot be empty",
      })
  void isRefusedIfItIsNeither(String delegate, String why) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> choice(",\"delegate\":" + delegate))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(7))
        .withMessage("the configuration's key delegate is wrong: " + why);
  }

  @Test
  void mayBeAsDeepAsADocument() {
    String deep = "[".repeat(9_000) + "]".repeat(9_000);
    assertThat(netconf(",\"delegate\":{\"type\":\"ptp\",\"x\":" + deep + "}")).contains(deep);
  }
}
