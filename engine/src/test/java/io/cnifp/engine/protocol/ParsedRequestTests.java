package io.cnifp.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonSyntaxException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsedRequestTests {

  private static ParsedRequest request(Map<String, String> environment, String netconf) {
    return new ParsedRequest(
        CniCommand.ADD, environment, NetConf.parse(netconf.getBytes(UTF_8)), "1.0.0");
  }

  private static ParsedRequest request(String variable, String value) {
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
  void thePathHasNoEmptyFolders(String variable, String folders) {
    assertThat(String.join(",", request("CNI_PATH", variable).path()))
        .isEqualTo(folders == null ? "" : folders);
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
          "a,`{\"b\":[1, 2]}`",
          "s,\"\\u0041\"",
          "x,1",
          "X,2",
          "a2,3",
          "prevResult,{}",
          "NAME,\"n\""
        })
    void areTheirJsonText(String name, String json) {
      assertThat(request.member(name)).contains(json);
    }

    @ParameterizedTest
    @CsvSource({"none", "b", "missing"})
    void areEmptyIfThereIsNoneOrNull(String name) {
      assertThat(request.member(name)).isEmpty();
    }

    @Test
    void areStringsWhereThatIsAskedFor() {
      NetConf netconf = NetConf.parse("{\"s\":\"\\u0041\",\"n\":null,\"i\":5}".getBytes(UTF_8));
      assertThat(netconf.string("s")).isEqualTo("A");
      assertThat(netconf.string("n")).isEmpty();
      assertThat(netconf.string("missing")).isEmpty();
      assertThatExceptionOfType(JsonSyntaxException.class)
          .isThrownBy(() -> netconf.string("i"))
          .withMessage("a string was expected for i at line 1, column 28");
    }
  }

  @Nested
  class Changed {
    private final ParsedRequest request =
        request(Map.of("CNI_COMMAND", "ADD", "X", "y"), "{\"name\":\"n\"}");

    @Test
    void toAnotherCommandItIsTheSameCallOtherwise() {
      CniRequest del = Requests.withCommand(request, CniCommand.DEL);
      assertThat(del.command()).isEqualTo(CniCommand.DEL);
      assertThat(del.environment()).isEqualTo(Map.of("CNI_COMMAND", "DEL", "X", "y"));
      assertThat(del.netconf()).isEqualTo(request.netconf());
      assertThat(del.cniVersion()).isEqualTo("1.0.0");
      assertThat(request.environment()).containsEntry("CNI_COMMAND", "ADD");
    }

    @Test
    void toAnotherConfigurationItKeepsItsEnvironmentAndVersion() {
      CniRequest other =
          Requests.withNetconf(
              request, "{\"name\":\"m\",\"cniVersion\":\"0.4.0\"}".getBytes(UTF_8));
      assertThat(other.network()).isEqualTo("m");
      assertThat(other.cniVersion()).isEqualTo("1.0.0");
      assertThat(other.environment()).isEqualTo(request.environment());
    }

    @Test
    void itIsNotByItsArrays() {
      request.netconf()[0] = 'x';
      assertThat(new String(request.netconf(), UTF_8)).isEqualTo("{\"name\":\"n\"}");
    }
  }
}
