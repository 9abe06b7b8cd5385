package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration's key {@code failpoint} does to calls of the built image. */
@DisplayName("the configuration's key failpoint")
class FailpointKeyIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Scene scene;

  @BeforeEach
  void scene() throws IOException {
    scene = new Scene(directory).variable("CNI_FP_JOURNAL", directory + "/journal");
  }

  private ProcessResult call(String command, String failpoint) throws Exception {
    String netconf =
        "{\"cniVersion\":\"1.0.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\","
            + "\"delegate\":{\"hairpinMode\":true},\"failpoint\":"
            + failpoint
            + "}";
    return Image.built().call(scene.environment(command), netconf);
  }

  private JsonNode lastEntry() throws IOException {
    return JSON.readTree(Files.readAllLines(directory.resolve("journal")).getLast());
  }

  @Test
  void holdsFailpointsWithoutAFileForTermsWithoutState() throws Exception {
    scene.variable("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(call("ADD", "{\"points\":{\"cmdAdd\":\"error(x)\"}}").stdout())
        .contains("\"msg\": \"x\"");
    assertThat(lastEntry().path("launcher").asText()).isEqualTo("cni-bridge-fp");
    assertThat(lastEntry().path("delegate").asText()).isEqualTo("bridge");
    assertThat(lastEntry().path("trace").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(call("ADD", "{\"points\":{\"cmdAdd\":\"1*error(x)\"}}").stdout())
        .contains("cmdAdd: term 1 has a count, which only a file can keep");
    assertThat(call("DEL", "{\"points\":{\"cmdAdd\":\"error(x)\"}}").status()).isZero();
    assertThat(scene.calls()).containsExactly("DEL");
  }

  @Test
  void makesAFileOptional() throws Exception {
    String missing = "\"confPath\":\"" + directory + "/missing\"";
    assertThat(call("ADD", "{" + missing + "}").status()).isEqualTo(1);
    assertThat(scene.calls()).isEmpty();
    assertThat(call("ADD", "{" + missing + ",\"optional\":true}").stdout()).isEqualTo(Scene.RESULT);
    assertThat(lastEntry().path("outcome").asText()).isEqualTo("delegated");
    assertThat(lastEntry().path("message").asText()).contains("no such file");
  }

  /** Whoever repeats an ADD keeps the interface of the first one. */
  @Test
  void asksForTheDelThatAFailedAddIsNotFollowedBy() throws Exception {
    scene.delegate("printf '{\"Code\":11,\"Msg\":\"later\"}'; [ $CNI_COMMAND != ADD ]");
    assertThat(call("ADD", "{}").stdout()).contains("\"code\": 11", "\"msg\": \"later\"");
    assertThat(scene.calls()).containsExactly("ADD");
    assertThat(call("ADD", "{\"cleanUp\":true}").stdout()).contains("\"code\": 11");
    assertThat(scene.calls()).containsExactly("ADD", "ADD", "DEL");
  }

  @Test
  void hasTheResultOfAnOlderDelegateInTheVersionOfTheConfiguration() throws Exception {
    scene.delegate(
        "cat >"
            + directory
            + "/input; printf '{\"cniVersion\":\"0.2.0\",\"ip4\":{\"ip\":\"10.9.0.2/24\"}}'");
    ProcessResult add =
        call("ADD", "{\"delegate\":{\"type\":\"bridge\",\"cniVersion\":\"0.2.0\"}}");
    assertThat(JSON.readTree(add.stdout()))
        .isEqualTo(
            JSON.readTree("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.9.0.2/24\"}]}"));
    assertThat(JSON.readTree(Files.readString(directory.resolve("input"))))
        .isEqualTo(
            JSON.readTree(
                "{\"cniVersion\":\"0.2.0\",\"name\":\"net\",\"type\":\"bridge\","
                    + "\"delegate\":{\"hairpinMode\":true}}"));
  }

  @Test
  void isNotNeededAndNeitherIsAPolicyThatCanBeRead() throws Exception {
    scene.variable("CNI_FP_POLICY", "/no/such/policy");
    for (String delegate : new String[] {"bridge", "br.idge"}) {
      Files.move(directory.resolve("bin/bridge"), directory.resolve("bin").resolve(delegate));
      assertThat(call("ADD", "{\"delegate\":\"" + delegate + "\"}").stdout())
          .isEqualTo(Scene.RESULT);
      Files.move(directory.resolve("bin").resolve(delegate), directory.resolve("bin/bridge"));
    }
    assertThat(call("ADD", "{\"delegate\":\"acme.net\"}").stdout())
        .contains("failed to find plugin", "the policy /no/such/policy");
  }
}
