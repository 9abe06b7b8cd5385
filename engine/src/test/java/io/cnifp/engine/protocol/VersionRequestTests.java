package io.cnifp.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRequestTests {
  private static final Map<String, String> ENVIRONMENT = Map.of("CNI_COMMAND", "VERSION");

  private static CniRequest read(String stdin) {
    Optional<CniRequest> request =
        RequestReader.read(ENVIRONMENT, new ByteArrayInputStream(stdin.getBytes(UTF_8)));
    return request.orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "{\"cniVersion\":\"9.9.9\"}"})
  void needsNothing(String stdin) {
    CniRequest request = read(stdin);
    assertThat(request.command()).isEqualTo(CniCommand.VERSION);
    assertThat(request.cniVersion()).isEqualTo("1.1.0");
    assertThat(request.network()).isEmpty();
  }

  @Test
  void readsAConfigurationIfThereIsOne() {
    assertThat(read("{\"failpoint\":{\"confPath\":\"/x\"}}").member("failpoint"))
        .contains(JsonObject.of().with("confPath", "/x"));
  }

  @Test
  void doesNotWaitForAStandardInputThatStaysOpen() throws IOException {
    try (PipedOutputStream open = new PipedOutputStream();
        PipedInputStream stdin = new PipedInputStream(open)) {
      open.write("{\"cniVersion\":\"1.0.0\"}".getBytes(UTF_8));
      assertThat(RequestReader.read(ENVIRONMENT, stdin).orElseThrow().member("cniVersion"))
          .contains(JsonString.of("1.0.0"));
    }
  }
}
