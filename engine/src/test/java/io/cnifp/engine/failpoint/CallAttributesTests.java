package io.cnifp.engine.failpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniRequest;
import io.cnifp.engine.protocol.RequestReader;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallAttributesTests {

  private static CallAttributes of(Map<String, String> environment) {
    CniRequest request =
        RequestReader.read(
                environment,
                new ByteArrayInputStream(
                    "{\"cniVersion\":\"1.1.0\",\"name\":\"net\"}".getBytes(UTF_8)))
            .orElseThrow();
    return CallAttributes.of(request, "bridge");
  }

  @Test
  void areThoseOfTheRequest() {
    CallAttributes attributes =
        of(
            Map.of(
                "CNI_COMMAND", "DEL",
                "CNI_CONTAINERID", "c1",
                "CNI_IFNAME", "eth0",
                "CNI_PATH", "/bin",
                "CNI_ARGS", "K8S_POD_NAME=p;K8S_POD_NAMESPACE=ns"));
    assertThat(attributes.get(Attribute.POD)).isEqualTo("p");
    assertThat(attributes.get(Attribute.NAMESPACE)).isEqualTo("ns");
    assertThat(attributes.get(Attribute.CONTAINER)).isEqualTo("c1");
    assertThat(attributes.get(Attribute.IFNAME)).isEqualTo("eth0");
    assertThat(attributes.get(Attribute.NETWORK)).isEqualTo("net");
  }

  @Test
  void areMissingWhereTheRequestHasNone() {
    CallAttributes status = of(Map.of("CNI_COMMAND", "STATUS", "CNI_PATH", "/bin"));
    assertThat(status.get(Attribute.POD)).isNull();
    assertThat(status.get(Attribute.CONTAINER)).isNull();
    assertThat(status.get(Attribute.IFNAME)).isNull();
    assertThat(status.get(Attribute.NETWORK)).isEqualTo("net");
    assertThat(of(Map.of("CNI_COMMAND", "VERSION")).get(Attribute.NETWORK)).isNull();
  }

  @Test
  void areGivenByTheWordsOfTheLanguage() {
    CallAttributes attributes = CallAttributes.of(Map.of("pod", "p", "nonsense", "x"));
    assertThat(attributes.get(Attribute.POD)).isEqualTo("p");
    assertThat(attributes.get(Attribute.NAMESPACE)).isNull();
  }
}
