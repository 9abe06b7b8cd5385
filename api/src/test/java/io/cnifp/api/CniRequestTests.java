package io.cnifp.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CniRequestTests {

  private static CniRequest request(Map<String, String> environment, String netconf) {
    return CniRequest.of(
        CniCommand.ADD,
        environment,
        netconf.getBytes(UTF_8),
        JsonValue.parse(netconf).asObject(),
        "1.0.0");
  }

  private static CniRequest request(String variable, String value) {
    return request(Map.of(variable, value), "{}");
  }

  @Nested
  class Arguments {
    @Test
    void areKeysAndValuesInTheirOrder() {
      String args = "B=1;A=2=3;IgnoreUnknown;=x;;K8S_POD_NAME=a/b;C=;B=4";
      assertThat(request("CNI_ARGS", args).args())
          .containsExactly(
              Map.entry("B", "4"),
              Map.entry("A", "2=3"),
              Map.entry("K8S_POD_NAME", "a/b"),
              Map.entry("C", ""));
    }

    @Test
    void nameThePod() {
      CniRequest request = request("CNI_ARGS", "K8S_POD_NAME=p;K8S_POD_NAMESPACE=ns");
      assertThat(request.pod()).contains("p");
      assertThat(request.namespace()).contains("ns");
      assertThat(request("CNI_ARGS", "X=1").pod()).isEmpty();
      assertThat(request("OTHER", "").args()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/a:/b,'/a,/b'", "/a,/a", "':/a::/b:','/a,/b'", "'',", "':',"})
  void thePathHasNoEmptyDirectories(String variable, String directories) {
    assertThat(String.join(",", request("CNI_PATH", variable).path()))
        .isEqualTo(directories == null ? "" : directories);
  }

  @Nested
  class Members {
    private final CniRequest request =
        request(
            Map.of(),
            "{ \"name\":\"n\", \"a\" : {\"b\":[1, 2]}, \"s\":\"\\u0041\", \"none\":null,"
                + " \"x\":1, \"X\":2, \"PREVRESULT\":{}, \"a2\":1, \"a2\":3 }");

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "a,`{\"b\":[1,2]}`",
          "s,\"\\u0041\"",
          "x,1",
          "X,2",
          "a2,3",
          "prevResult,{}",
          "NAME,\"n\""
        })
    void areFoundAsTheCniLibrariesFindThem(String name, String json) {
      assertThat(request.member(name).map(JsonValue::toString)).contains(json);
    }

    @ParameterizedTest
    @CsvSource({"none", "b", "missing"})
    void areEmptyIfThereIsNoneOrNull(String name) {
      assertThat(request.member(name)).isEmpty();
    }
  }

  @Nested
  class Changed {
    private final CniRequest request =
        request(Map.of("CNI_COMMAND", "ADD", "X", "y"), "{\"name\": \"n\"}");

    @Test
    void toAnotherCommandItIsTheSameCallOtherwise() {
      CniRequest del = request.withCommand(CniCommand.DEL);
      assertThat(del.command()).isEqualTo(CniCommand.DEL);
      assertThat(del.environment()).isEqualTo(Map.of("CNI_COMMAND", "DEL", "X", "y"));
      assertThat(del.input()).isEqualTo(request.input());
      assertThat(del.cniVersion()).isEqualTo("1.0.0");
      assertThat(request.environment()).containsEntry("CNI_COMMAND", "ADD");
    }

    @Test
    void toAnotherConfigurationItKeepsItsEnvironmentAndVersion() {
      CniRequest other = request.withNetconf(request.netconf().with("name", "m"));
      assertThat(other.network()).isEqualTo("m");
      assertThat(other.input()).isEqualTo("{\"name\":\"m\"}".getBytes(UTF_8));
      assertThat(other.cniVersion()).isEqualTo("1.0.0");
      assertThat(other.environment()).isEqualTo(request.environment());
    }

    @Test
    void toAnotherVariableItKeepsTheRest() {
      assertThat(request.withVariable("X", "z").environment())
          .isEqualTo(Map.of("CNI_COMMAND", "ADD", "X", "z"));
    }

    @Test
    void itIsNotByItsArrays() {
      request.input()[0] = 'x';
      assertThat(new String(request.input(), UTF_8)).isEqualTo("{\"name\": \"n\"}");
    }
  }
}
