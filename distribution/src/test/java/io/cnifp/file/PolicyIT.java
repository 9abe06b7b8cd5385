package io.cnifp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the node's administrator can limit, and that a limit which can't be read is an error. */
class PolicyIT {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("f"), "{\"cmdAdd\":\"9*error(boom)\"}");
  }

  private PluginCall with(String policy) {
    return PluginCall.in(folder).policy(folder, policy);
  }

  @Nested
  class Annotations {

    @Test
    void canBeForbidden() {
      PluginCall call = with("{\"annotations\": false}");
      assertThat(call.annotated(file).run(folder).message())
          .isEqualTo(
              "the node's policy forbids failpoints that an annotation names, such as " + file);
      assertThat(call.annotated("/nonexistent").run(folder).message())
          .isEqualTo(
              "the node's policy forbids failpoints that an annotation names, such as"
                  + " /nonexistent");
      assertThat(file).hasContent("{\"cmdAdd\":\"9*error(boom)\"}");
      assertThat(call.configured(file).run(folder).message()).isEqualTo("boom");
    }
  }

  @Nested
  class MaxDelay {

    @ParameterizedTest
    @CsvSource({
      "delay(1h), ''",
      "sleep(1h), ''",
      "spin(1h), ''",
      "pause, ''",
      "hang, hang was ended after 300 ms by the node's policy"
    })
    void endsTheWaitsOfAnAnnotation(String action, String message) throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"" + action + "\"}");
      Reply reply = with("{\"maxDelay\":\"300ms\"}").annotated(file).run(folder);
      assertThat(reply.message()).isEqualTo(message);
      assertThat(reply.isSuccess()).isEqualTo(message.isEmpty());
      assertThat(reply.time()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"delay(1500)", "spin(1500)", "pause{timeout=1500}"})
    void leavesTheWaitsOfTheAdministrator(String action) throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"" + action + "\"}");
      Reply reply = with("{\"maxDelay\":\"10ms\"}").configured(file).run(folder);
      assertThat(reply.isSuccess()).isTrue();
      assertThat(reply.time()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
    }
  }

  @Nested
  class Strictness {

    static Stream<Arguments> wrong() {
      return Stream.of(
          arguments(
              "{\"confDir\":[]}",
              "one of annotations, confDirs, journal, lockTimeout, maxDelay, pluginDirs was"
                  + " expected at line 1, column 2"),
          arguments("{\"annotations\":\"no\"}", "true or false was expected at line 1, column 16"),
          arguments(
              "{\"confDirs\":[\"etc\"]}", "an absolute path was expected at line 1, column 14"),
          arguments("", "a JSON value was expected at line 1, column 1"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failsEveryCallThatHasAFailpoint(String policy, String problem) {
      String message = "the policy " + folder.resolve("policy.json") + " is wrong: " + problem;
      assertThat(with(policy).annotated(file).run(folder).message()).isEqualTo(message);
      assertThat(with(policy).configured(file).run(folder).message()).isEqualTo(message);
      assertThat(file).hasContent("{\"cmdAdd\":\"9*error(boom)\"}");
      assertThat(with(policy).run(folder).isSuccess()).isTrue();
    }

    @Test
    void refusesAFileThatOthersMayWrite() throws IOException {
      PluginCall call = with("{}").annotated(file);
      Path policy = folder.resolve("policy.json");
      Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-rw-r--"));
      assertThat(call.run(folder).message())
          .isEqualTo(
              "the policy %s is refused: %s may be written by others than its owner"
                  .formatted(policy, policy));
    }

    @Test
    void refusesAFileInAFolderThatOthersMayWrite() throws IOException {
      Path open = Files.createDirectory(folder.resolve("open"));
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      PluginCall call = PluginCall.in(folder).policy(open, "{}").annotated(file);
      assertThat(call.run(folder).message())
          .endsWith(" is refused: " + open + " may be written by others than its owner");
    }

    @Test
    void wantsTheNamedFileToBeThere() {
      PluginCall call = PluginCall.in(folder).variable("CNI_FP_POLICY", "/nonexistent/p.json");
      assertThat(call.annotated(file).run(folder).message())
          .isEqualTo(
              "the policy /nonexistent/p.json is refused: it doesn't exist or can't be looked at");
    }
  }

  /** In a mount namespace where {@code /etc/cni-fp} and {@code /run/cni-fp} are the test's own. */
  @Nested
  @ExtendWith(RootOnly.class)
  class DefaultPlaces {

    @Test
    void areEtcAndRun() throws IOException {
      Path etc = Files.createDirectory(folder.resolve("etc"));
      Files.writeString(etc.resolve("policy.json"), "{\"annotations\":false}");
      assertThat(here().annotated(file).run(folder).message()).startsWith("the node's policy");
      Files.delete(etc.resolve("policy.json"));
      assertThat(here().annotated(file).run(folder).message()).isEqualTo("boom");
      assertThat(folder.resolve("run/locks")).isRegularFile();
    }

    private PluginCall here() throws IOException {
      Files.createDirectories(folder.resolve("run"));
      String script =
          """
          for folder in etc run; do
            mount -t tmpfs -o mode=755 none /$folder && mkdir /$folder/cni-fp || exit 99
            mount --bind "$1/$folder" /$folder/cni-fp || exit 99
          done
          shift
          exec "$@"
          """;
      return PluginCall.in(folder)
          .without("CNI_FP_POLICY")
          .without("CNI_FP_STATE_DIR")
          .wrapped("unshare", "-m", "sh", "-c", script, "sh", folder.toString());
    }
  }
}
