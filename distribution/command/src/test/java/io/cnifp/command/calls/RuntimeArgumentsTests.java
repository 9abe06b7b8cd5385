package io.cnifp.command.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the arguments of a runtime")
class RuntimeArgumentsTests {
  private final RuntimeArguments arguments = new RuntimeArguments();

  @Test
  void areThoseOfTheVariableThenOfOptions() {
    assertThat(arguments.cniArgs()).isEqualTo("IgnoreUnknown=1");
    arguments.args("IP=10.9.0.7;IgnoreUnknown=0").arg("K8S_POD_NAME", "web").arg("IP", "10.9.0.8");
    assertThat(arguments.cniArgs()).isEqualTo("IgnoreUnknown=0;IP=10.9.0.8;K8S_POD_NAME=web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IP", "=1", "IP=", "A=1;", ";A=1", "A=1=2", "A=1;;B=2"})
  void areAsStrictAsCnitools(String text) {
    assertThatThrownBy(() -> arguments.args(text)).hasMessageContaining("KEY=VALUE was expected");
  }

  @Test
  void cannotHoldASeparator() {
    assertThatThrownBy(() -> arguments.arg("A", "1;B=2")).hasMessageContaining("'A=1;B=2'");
    assertThatThrownBy(() -> arguments.arg("A", "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void haveValuesByCapability() {
    arguments
        .capabilities("CAP_ARGS", "{\"mac\":\"02::1\",\"portMappings\":[]}")
        .capabilities("--cap-args", "{\"mac\":\"02::2\"}")
        .annotations(Map.of("k", "v"));
    assertThat(arguments.capabilityArgs())
        .isEqualTo(
            Map.of(
                "mac", "02::2",
                "portMappings", List.of(),
                "io.kubernetes.cri.pod-annotations", Map.of("k", "v")));
  }

  @Test
  void mayHaveNoValueForACapability() {
    arguments.capabilities("--cap-args", "{\"mac\":null}");
    assertThat(arguments.capabilityArgs()).containsEntry("mac", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "x", "5", "null", "{"})
  void areRefusedIfTheirCapabilitiesAreNoObject(String json) {
    assertThatThrownBy(() -> arguments.capabilities("CAP_ARGS", json))
        .hasMessageStartingWith("CAP_ARGS is not a JSON object");
  }
}
