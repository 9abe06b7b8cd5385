package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path paused = Files.createDirectories(directory.resolve("state/paused"));
    for (String id : new String[] {"1-1", "2-1"}) {
      Files.writeString(paused.resolve(id + ".json"), "{\"point\":\"cmdAdd\",\"pod\":\"web\"}");
    }
    assertThat(command.run("paused").out()).startsWith("1-1  cmdAdd  pod=web").hasLineCount(2);
    assertThat(command.run("resume").status()).isEqualTo(2);
    assertThat(command.run("resume", "3-1").status()).isEqualTo(1);
    assertThat(command.run("resume", "1-1").out()).isEqualTo("released 1-1\n");
    assertThat(command.run("resume").out()).isEqualTo("released 2-1\n");
  }

  @Test
  void examinesNothingButAnInstallation() {
    CommandRun.Ended doctor = command.run("doctor");
    assertThat(doctor.status()).isEqualTo(3);
    assertThat(doctor.err())
        .isEqualTo("cni-fp: this is not an installation; run bin/cni-fp of one\n");
  }
}
