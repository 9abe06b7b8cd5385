package io.cnifp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationTests {

  @ParameterizedTest
  @CsvSource({
    "cni-bridge-fp,bridge",
    "cni-ptp-fp,ptp",
    "cni-my-own.plugin-fp,my-own.plugin",
    "cni-x-fp,x",
    "cni--fp,bridge",
    "cni-fp,bridge",
    "ptp,bridge",
    "cni-ptp,bridge",
    "ptp-fp,bridge",
    "xcni-ptp-fp,bridge",
    "cni-ptp-fpx,bridge",
    "'',bridge"
  })
  void itsNameSaysTheDelegate(String calledName, String delegate) {
    Installation installation = new Installation(calledName, Optional.empty(), Optional.empty());
    assertThat(installation.delegateOfName()).isEqualTo(delegate);
  }
}
