package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a runtime's limits are, a call has one answer in JSON. */
@DisplayName("too little of something")
class ScarceResourcesIT {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String NETCONF = "{\"cniVersion\":\"1.0.0\",\"name\":\"n\"}";

  @TempDir private Path directory;

  private ProcessResult call(String limits) throws Exception {
    return ProcessResult.of(
        List.of("/bin/sh", "-c", limits + "; exec " + Image.built().launcher()),
        new Scene(directory).environment("ADD"),
        NETCONF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ulimit -n 6",
        "ulimit -n 23",
        "ulimit -v 40000",
        "ulimit -v 400000",
        "ulimit -v 1500000",
        "ulimit -d 8000",
        "ulimit -d 30000"
      })
  void isOneErrorInJson(String limits) throws Exception {
    ProcessResult finished = call(limits);
    assertThat(finished.status()).isEqualTo(1);
    JsonNode error = JSON.readTree(finished.stdout());
    assertThat(error.path("code").asInt()).isEqualTo(999);
    assertThat(error.path("msg").asText()).contains("too low for the JVM and a delegate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ulimit -n 24",
        "ulimit -S -n 23",
        "ulimit -S -v 400000",
        "ulimit -S -d 8000",
        "ulimit -v 2000000"
      })
  void isEnoughOrCanBeRaised(String limits) throws Exception {
    assertThat(call(limits).status()).isZero();
  }

  @Test
  void inputOfSixtyFourMegabytesIsOneErrorInJson() throws Exception {
    ProcessResult finished =
        ProcessResult.of(
            List.of(
                "/bin/sh",
                "-c",
                "{ cat; head -c 67108864 /dev/zero | tr '\\0' ' '; } | "
                    + Image.built().launcher()),
            new Scene(directory).environment("ADD"),
            NETCONF);
    JsonNode error = JSON.readTree(finished.stdout());
    assertThat(error.path("code").asInt()).isEqualTo(5);
    assertThat(error.path("msg").asText())
        .isEqualTo("error reading from stdin: at most 16777216 bytes were expected");
  }

  /** It fits neither into memory when it is read, copied and printed again. */
  @Test
  void memoryIsOneErrorInJsonOrNone() throws Exception {
    ProcessResult finished =
        ProcessResult.of(
            List.of(
                "/bin/sh",
                "-c",
                "{ printf '{\"name\":\"n\",\"failpoint\":{\"delegate\":\"bridge\"},\"x\":[';"
                    + " yes '{\"a\":[1]},' | head -c 15999984; printf '1]}'; } | "
                    + Image.built().launcher()),
            new Scene(directory).environment("ADD"),
            "");
    JsonNode reply = JSON.readTree(finished.stdout());
    assertThat(reply.path("cniVersion").isTextual()).isTrue();
    if (finished.status() != 0) {
      assertThat(reply.path("code").asInt()).isEqualTo(999);
      assertThat(reply.path("msg").asText()).startsWith("memory or processes do not suffice");
    }
    assertThat(finished.stderr()).isEmpty();
  }
}
