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
import org.junit.jupiter.params.provider.ValueSource;

class DelegateChoiceTests {

  private static DelegateChoice choice(String delegate) {
    return choice(delegate, "");
  }

  private static DelegateChoice choice(String delegate, String members) {
    CniRequest request = Calls.add(members + ",\"failpoint\":{\"delegate\":" + delegate + "}");
    return DelegateChoice.of(JsonValue.parse(delegate), request);
  }

  private static String netconf(DelegateChoice choice) {
    return new String(choice.request().input(), UTF_8);
  }

  @Test
  void isWhatTheExecutablesNameSaysWithTheCallAsItCame() {
    CniRequest request = Calls.add(" , \"delegate\" : {\"isGateway\":true}");
    DelegateChoice choice = DelegateChoice.ofName("flannel", request);
    assertThat(choice.type()).isEqualTo("flannel");
    assertThat(choice.request()).isSameAs(request);
  }

  @Nested
  class Names {
    @Test
    void becomeTheTypeOfTheConfiguration() {
      DelegateChoice choice = choice("\"acme.\\u0078\"", ",\"type\":\"cni-bridge-fp\",\"mtu\":1");
      assertThat(choice.type()).isEqualTo("acme.x");
      assertThat(netconf(choice))
          .isEqualTo("{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"acme.x\",\"mtu\":1}");
    }

    @Test
    void becomeTheTypeOfAConfigurationWithoutOne() {
      assertThat(netconf(choice("\"ptp\"")))
          .isEqualTo("{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"ptp\"}");
    }
  }

  @Nested
  class Objects {
    @Test
    void areMergedOverTheConfigurationWithoutOurOwnKey() {
      DelegateChoice choice =
          choice(
              "{\"type\":\"ptp\",\"mtu\":2,\"ipam\":{\"a\":3},\"new\":[]}",
              ",\"type\":\"cni-bridge-fp\",\"mtu\":1,\"ipam\":{\"a\":1,\"b\":2}");
      assertThat(netconf(choice))
          .isEqualTo(
              "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"ptp\",\"mtu\":2,"
                  + "\"ipam\":{\"a\":3},\"new\":[]}");
    }

    @Test
    void mayHaveAFailpointOfTheirOwnForALauncherWithin() {
      assertThat(
              netconf(
                  choice(
                      "{\"type\":\"cni-b-fp\",\"failpoint\":{\"delegate\":\"bridge\"}}",
                      ",\"delegate\":{\"isGateway\":true}")))
          .isEqualTo(
              "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"delegate\":{\"isGateway\":true},"
                  + "\"type\":\"cni-b-fp\",\"failpoint\":{\"delegate\":\"bridge\"}}");
    }

    @Test
    void mayChangeVersionAndNameForTheDelegate() {
      assertThat(netconf(choice("{\"type\":\"ptp\",\"cniVersion\":\"0.4.0\",\"name\":\"inner\"}")))
          .isEqualTo("{\"cniVersion\":\"0.4.0\",\"name\":\"inner\",\"type\":\"ptp\"}");
    }

    /** The delegate would refuse one of another version. */
    @Test
    void haveThePreviousResultInTheVersionThatTheyGive() {
      String previous =
          ",\"prevResult\":{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.0.0.2/8\"}]}";
      DelegateChoice choice = choice("{\"type\":\"ptp\",\"cniVersion\":\"0.2.0\"}", previous);
      assertThat(choice.cniVersion()).isEqualTo("0.2.0");
      assertThat(choice.request().cniVersion()).isEqualTo("1.0.0");
      assertThat(choice.request().prevResult())
          .contains(
              JsonValue.parse(
                  "{\"cniVersion\":\"0.2.0\",\"ip4\":{\"ip\":\"10.0.0.2/8\"},\"dns\":{}}"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "5",
          "{\"cniVersion\":\"1.0.0\"}",
          "{\"cniVersion\":\"1.0.0\",\"ips\":5}",
          "{\"cniVersion\":\"9.9\"}"
        })
    void haveAPreviousResultThatCannotBeConvertedAsItIs(String previous) {
      DelegateChoice choice =
          choice("{\"type\":\"ptp\",\"cniVersion\":\"0.2.0\"}", ",\"prevResult\":" + previous);
      assertThat(choice.request().prevResult()).contains(JsonValue.parse(previous));
    }

    @ParameterizedTest
    @CsvSource({"null,0.1.0", "'\"\"',0.1.0", "'\"1.1.0\"',1.1.0", "'\"9.9\"',9.9"})
    void giveAnotherVersion(String version, String given) {
      assertThat(choice("{\"type\":\"ptp\",\"cniVersion\":" + version + "}").cniVersion())
          .isEqualTo(given);
    }

    @Test
    void nameTheDelegateByTheirType() {
      DelegateChoice choice = choice("{\"type\":\"pt\\u0070\"}");
      assertThat(choice.type()).isEqualTo("ptp");
      assertThat(choice.request().cniVersion()).isEqualTo("1.0.0");
      assertThat(choice.request().member("type").map(JsonValue::asText)).contains("ptp");
    }
  }

  /** Go's decoder takes the last key of a name, whatever the case of its letters. */
  @Test
  void leavesNoOtherKeyThatTheDelegateCouldTakeForTheSame() {
    CniRequest request =
        Calls.add(
            ",\"type\":\"a\",\"Type\":\"b\",\"MTU\":1,\"Failpoint\":{\"delegate\":"
                + "{\"type\":\"ptp\",\"mtu\":2}}");
    JsonValue named = request.member("failpoint").orElseThrow().asObject().require("delegate");
    assertThat(netconf(DelegateChoice.of(named, request)))
        .isEqualTo("{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"ptp\",\"mtu\":2}");
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
        "{\"type\":\"ptp\",\"cniVersion\":5}|its cniVersion must be a string",
      })
  void isRefusedIfItIsNeither(String delegate, String why) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> choice(delegate))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(7))
        .withMessage("the configuration's key failpoint.delegate is wrong: " + why);
  }

  @Test
  void mayBeAsDeepAsADocument() {
    String deep = "[".repeat(9_000) + "]".repeat(9_000);
    assertThat(netconf(choice("{\"type\":\"ptp\",\"x\":" + deep + "}"))).contains(deep);
  }
}
