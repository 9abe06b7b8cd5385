package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.statedir.StateDirectory;
import io.cnifp.engine.statedir.WaitKind;
import io.cnifp.engine.statedir.WaitingCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code actions}, {@code delegates}, {@code paused}, {@code resume} and {@code doctor}. */
@DisplayName("of a node")
class ProvidersTests {
  @TempDir private Path directory;
  private CommandRun command;

  @BeforeEach
  void aCommand() throws IOException {
    Files.writeString(directory.resolve("policy.json"), "{}");
    command = new CommandRun(directory);
  }

  @Test
  void listsBuiltInActionsAndDelegates() {
    assertThat(command.run("actions").out()).contains("delay\n", "\nerror\n", "\npanic\n");
    assertThat(command.run("delegates").out()).contains("bridge\n", "\nfixed\n", "\nnone\n");
  }

  @Test
  void listsExtensionsThatCannotBeLoaded() throws IOException {
    Path extensions = Files.createDirectory(directory.resolve("extensions"));
    Path jar = Files.writeString(extensions.resolve("broken.jar"), "not a jar");
    Files.writeString(
        directory.resolve("policy.json"), "{\"pluginDirs\":[\"" + extensions + "\"]}");
    CommandRun.Ended listed = command.run("actions");
    assertThat(listed.status()).isEqualTo(1);
    assertThat(listed.out()).contains("broken: " + jar + ": ");
    assertThat(command.run("actions", "-o", "json").out())
        .contains("\"extension\" : \"" + jar + "\"");
  }

  @Test
  void warnsThatThePolicyIsInvalid() throws IOException {
    Files.writeString(directory.resolve("policy.json"), "{");
    assertThat(command.run("actions").err()).startsWith("cni-fp: warning: every call fails: ");
  }

  @Test
  void listsAndReleasesPausedCalls() throws IOException {
    assertThat(command.run("paused").out()).isEqualTo("no call is paused\n");
    WaitingCalls calls =
        new WaitingCalls(
            new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.resolve("state").toString())));
    CniRequest request =
        CniRequest.of(
            CniCommand.ADD,
            Map.of("CNI_CONTAINERID", "c1", "CNI_ARGS", "K8S_POD_NAME=web"),
            new byte[0],
            JsonObject.of(),
            "1.0.0");
    for (WaitKind kind : List.of(WaitKind.PAUSE, WaitKind.PAUSE, WaitKind.SPIN)) {
      calls.prepare(request, kind, "cmdAdd").publish();
    }
    List<String> ids = new ArrayList<>();
    calls.all().forEach(call -> ids.add(call.id()));
    assertThat(command.run("paused").out())
        .startsWith(ids.get(0) + "  cmdAdd  0s  pod=web  container=c1")
        .hasLineCount(2);
    assertThat(command.run("paused", "--waiting").out())
        .contains(ids.get(2) + "  spin  cmdAdd  0s  pod=web")
        .hasLineCount(3);
    assertThat(command.run("paused", "--waiting", "-o", "json").out())
        .contains("\"wait\" : \"spin\"", "\"runtimeAlive\" : true");
    assertThat(command.run("resume").status()).isEqualTo(2);
    assertThat(command.run("resume", "--all", "--orphans").status()).isEqualTo(2);
    assertThat(command.run("resume", "--orphans").out()).isEmpty();
    assertThat(command.run("resume", ids.get(2)).status()).isEqualTo(1);
    assertThat(command.run("resume", ids.get(0)).out()).isEqualTo("released " + ids.get(0) + "\n");
    assertThat(command.run("resume").out()).isEqualTo("released " + ids.get(1) + "\n");
  }

  @Test
  void examinesNothingButAnInstallation() {
    CommandRun.Ended doctor = command.run("doctor");
    assertThat(doctor.status()).isEqualTo(3);
    assertThat(doctor.err())
        .isEqualTo("cni-fp: this is not an installation; run bin/cni-fp of one\n");
  }
}
