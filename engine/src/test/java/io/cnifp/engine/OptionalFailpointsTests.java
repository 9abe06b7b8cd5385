package io.cnifp.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.journal.Journal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of failpoints may be broken without harm to a call, and what may not. */
@DisplayName("optional failpoints")
class OptionalFailpointsTests {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path file;
  private Path journal;
  private Path state;
  private int delegated;

  @BeforeEach
  void aCall() {
    file = directory.resolve("failpoints.json");
    journal = directory.resolve("journal.jsonl");
    state = directory.resolve("state");
    environment.put("CNI_COMMAND", "ADD");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/run/netns/x");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    environment.put(Journal.VARIABLE, journal.toString());
  }

  private CniResponse call(String failpoint) {
    return call(failpoint, "");
  }

  private CniResponse call(String failpoint, String members) {
    Engine engine =
        Engines.of(state, OutputStream.nullOutputStream(), Map.of("bridge", _ -> this::reply));
    String netconf =
        "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"failpoint\":" + failpoint + members + "}";
    return engine.call(environment, new ByteArrayInputStream(netconf.getBytes(UTF_8))).response();
  }

  private CniResponse reply(CniRequest request) {
    delegated++;
    return CniResponse.success("{\"cniVersion\":\"" + request.cniVersion() + "\"}");
  }

  private String optional() {
    return "{\"optional\":true,\"confPath\":\"" + file + "\"}";
  }

  private void assertPassedOver(CniResponse response, String reason) throws IOException {
    assertThat(response).isInstanceOf(CniResponse.Success.class);
    assertThat(delegated).isEqualTo(1);
    String refusal =
        Files.readAllLines(journal).stream()
            .filter(line -> line.contains("\"event\":\"refused\""))
            .findFirst()
            .orElseThrow();
    JsonNode entry = JSON.readTree(refusal);
    assertThat(entry.path("outcome").asText()).isEqualTo("delegated");
    assertThat(entry.path("message").asText()).contains(reason);
  }

  @Test
  void fireAsOthersDo() throws IOException {
    Files.writeString(file, "{\"cmdAdd\":\"1*error(x)\"}");
    assertThat(call(optional())).isEqualTo(CniResponse.failure(999, "x"));
    assertThat(delegated).isZero();
  }

  @Test
  void mayBeMissing() throws IOException {
    assertPassedOver(call(optional()), "no such file");
  }

  @Test
  void mayBeMissingWhereTheVariableNamesThem() throws IOException {
    environment.put("CNI_FP_CONF", file.toString());
    assertPassedOver(call("{\"optional\":true}"), "no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"cmdAdd\":5}",
        "{\"cmdAdd\":\"eror(x)\"}",
        "{\"cmdAdd\":\"1*error(x\"}",
        "{\"cmdAdd\":\"1*error(x)\",\"afterAdd\":\"bogus\"}"
      })
  void mayBeBroken(String content) throws IOException {
    Files.writeString(file, content);
    assertPassedOver(call(optional()), "the failpoint file " + file);
    assertThat(file).hasContent(content);
  }

  @Test
  void mayBeBrokenWhereThereIsNoFile() throws IOException {
    assertPassedOver(
        call("{\"optional\":true,\"points\":{\"cmdAdd\":\"1*error(x)\"}}"), "only a file can keep");
  }

  @Test
  void mayHaveAStateDirectoryThatCannotBeUsed() throws IOException {
    Files.writeString(file, "{\"cmdAdd\":\"1*error(x)\"}");
    Files.writeString(state, "not a directory");
    assertPassedOver(call(optional()), state.toString());
    assertThat(file).content().contains("1*error(x)");
  }

  @Test
  void mayPauseWithoutAStateDirectoryWhichIsThenNoPause() throws IOException {
    Files.writeString(state, "not a directory");
    assertPassedOver(
        call("{\"optional\":true,\"points\":{\"cmdAdd\":\"pause\"}}"), state.toString());
  }

  @Test
  void mayHaveAPolicyThatCannotBeRead() throws IOException {
    Files.writeString(file, "{\"cmdAdd\":\"1*error(x)\"}");
    environment.put("CNI_FP_POLICY", "/no/such/policy");
    assertPassedOver(call(optional()), "the policy /no/such/policy");
    assertThat(file).content().contains("1*error(x)");
  }

  @ParameterizedTest
  @CsvSource({"/no/such/file,''", "'',/no/such/policy"})
  void areNeverAnAnnotations(String missing, String policy) throws IOException {
    Files.writeString(file, "{}");
    environment.put("CNI_FP_POLICY", policy);
    String members =
        ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
            + "{\"failpoint.cni.containerd.io/confpath\":\""
            + (missing.isEmpty() ? file : missing)
            + "\"}}";
    assertThat(call("{\"optional\":true}", members)).isInstanceOf(CniResponse.Failure.class);
    assertThat(delegated).isZero();
  }

  @Test
  void areNoExcuseForAWrongKey() {
    assertThat(call("{\"optional\":true,\"confpath\":\"/x\"}"))
        .isInstanceOf(CniResponse.Failure.class);
    assertThat(call("{\"optional\":true,\"confPath\":\"relative\"}"))
        .isInstanceOf(CniResponse.Failure.class);
    assertThat(delegated).isZero();
  }
}
