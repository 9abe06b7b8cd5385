package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
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
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("f"), "{\"cmdAdd\":\"9*error(boom)\"}");
  }

  private PluginRun with(String policy) {
    return PluginRun.in(directory).policy(directory, policy);
  }

  @Nested
  class Annotations {

    @Test
    void canBeForbidden() {
      PluginRun call = with("{\"annotations\": false}");
      assertThat(call.annotated(file).run().message())
          .isEqualTo(
              "the node's policy forbids failpoints that an annotation names, such as "
                  + file
                  + " (annotations)");
      assertThat(call.annotated("/nonexistent").run().message())
          .isEqualTo(
              "the node's policy forbids failpoints that an annotation names, such as"
                  + " /nonexistent (annotations)");
      assertThat(file).hasContent("{\"cmdAdd\":\"9*error(boom)\"}");
      assertThat(call.configured(file).run().message()).isEqualTo("boom");
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
      ProcessResult reply =
          with("{\"maxDelay\":\"300ms\",\"annotationActions\":\"all\"}").annotated(file).run();
      assertThat(reply.message()).isEqualTo(message);
      assertThat(reply.isSuccess()).isEqualTo(message.isEmpty());
      assertThat(reply.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"delay(1500)", "spin(1500)", "pause{timeout=1500}"})
    void leavesTheWaitsOfTheAdministrator(String action) throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"" + action + "\"}");
      ProcessResult reply = with("{\"maxDelay\":\"10ms\"}").configured(file).run();
      assertThat(reply.isSuccess()).isTrue();
      assertThat(reply.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
    }
  }

  @Nested
  class Strictness {

    static Stream<Arguments> wrong() {
      return Stream.of(
          arguments(
              "{\"confDir\":[]}",
              "one of actions, annotationActions, annotationPoints, annotations, confDirs,"
                  + " delegates, extensionDirs, journal, lockTimeout, maxDelay, maxWaiting was"
                  + " expected at line 1, column 2"),
          arguments(
              "{\"annotations\":\"no\"}",
              "true, false or \"ignore\" was expected at line 1, column 16"),
          arguments(
              "{\"confDirs\":[\"etc\"]}", "an absolute path was expected at line 1, column 14"),
          arguments("", "a JSON value was expected at line 1, column 1"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failsEveryCallThatHasAFailpoint(String policy, String problem) {
      String message = "the policy " + directory.resolve("policy.json") + " is wrong: " + problem;
      assertThat(with(policy).annotated(file).run().message()).isEqualTo(message);
      assertThat(with(policy).configured(file).run().message()).isEqualTo(message);
      assertThat(file).hasContent("{\"cmdAdd\":\"9*error(boom)\"}");
      assertThat(with(policy).run().isSuccess()).isTrue();
    }

    @Test
    void refusesAFileThatOthersMayWrite() throws IOException {
      PluginRun call = with("{}").annotated(file);
      Path policy = directory.resolve("policy.json");
      Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-rw-r--"));
      assertThat(call.run().message())
          .isEqualTo(
              "the policy %s is refused: %s may be written by others than its owner"
                  .formatted(policy, policy));
    }

    @Test
    void refusesAFileInADirectoryThatOthersMayWrite() throws IOException {
      Path open = Files.createDirectory(directory.resolve("open"));
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      PluginRun call = PluginRun.in(directory).policy(open, "{}").annotated(file);
      assertThat(call.run().message())
          .endsWith(" is refused: " + open + " may be written by others than its owner");
    }

    @Test
    void wantsTheNamedFileToBeThere() {
      PluginRun call = PluginRun.in(directory).variable("CNI_FP_POLICY", "/nonexistent/p.json");
      assertThat(call.annotated(file).run().message())
          .isEqualTo(
              "the policy /nonexistent/p.json is refused: it does not exist or cannot be examined");
    }
  }

  /** In a mount namespace where {@code /etc/cni-fp} and {@code /run/cni-fp} are the test's own. */
  @Nested
  @ExtendWith(RootOnLinux.class)
  class DefaultPlaces {

    @Test
    void areEtcAndRun() throws IOException {
      Path etc = Files.createDirectory(directory.resolve("etc"));
      Files.writeString(etc.resolve("policy.json"), "{\"annotations\":false}");
      assertThat(here().annotated(file).run().message()).startsWith("the node's policy");
      Files.delete(etc.resolve("policy.json"));
      assertThat(here().annotated(file).run().message()).isEqualTo("boom");
      assertThat(directory.resolve("run/1/locks")).isRegularFile();
    }

    private PluginRun here() throws IOException {
      Files.createDirectories(directory.resolve("run"));
      String script =
          """
          for directory in etc run; do
            mount -t tmpfs -o mode=755 none /$directory && mkdir /$directory/cni-fp || exit 99
            mount --bind "$1/$directory" /$directory/cni-fp || exit 99
          done
          shift
          exec "$@"
          """;
      return PluginRun.in(directory)
          .without("CNI_FP_POLICY")
          .without("CNI_FP_STATE_DIR")
          .wrapped("unshare", "-m", "sh", "-c", script, "sh", directory.toString());
    }
  }
}
