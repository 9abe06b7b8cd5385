package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No pod's author keeps a network from being torn down. */
@DisplayName("a DEL of an annotated pod")
class TeardownIT {
  private static final String ALL =
      "{\"annotationActions\":\"all\",\"annotationPoints\":\"all\",\"maxDelay\":\"50ms\"}";

  @TempDir private Path directory;
  private AnnotatedCall call;
  private Path journal;

  @BeforeEach
  void aCall() throws IOException {
    call = new AnnotatedCall(directory);
    journal = directory.resolve("journal");
    call.variable("CNI_FP_JOURNAL", journal.toString());
  }

  private void assertTornDown() throws IOException {
    ProcessResult ended = call.call("DEL");
    assertThat(ended.status()).as(ended.toString()).isZero();
    assertThat(ended.stdout()).isEmpty();
    assertThat(call.delegated()).containsExactly("DEL");
  }

  private void assertRecorded(String event, String message) {
    assertThat(journal)
        .content()
        .contains("\"event\":\"" + event + "\"", "\"outcome\":\"delegated\"", message);
  }

  @Nested
  class ReachesTheDelegateIfThePolicyRefuses {

    @Test
    void annotations() throws IOException {
      call.points("{\"cmdDel\":\"1*error(x)\"}").policy("{\"annotations\":false}");
      assertTornDown();
      assertRecorded("refused", "(annotations)");
      assertThat(call.file()).content().contains("1*error");
      assertThat(call.call("ADD").message()).contains("(annotations)");
      assertThat(call.call("CHECK").code()).isEqualTo(999);
      call.named("relative/path");
      assertTornDown();
    }

    @Test
    void theDirectoryOfTheFile() throws IOException {
      Files.createDirectory(directory.resolve("allowed"));
      call.points("{\"cmdDel\":\"1*error(x)\"}")
          .policy("{\"confDirs\":[\"" + directory.resolve("allowed") + "\"]}");
      assertTornDown();
      assertRecorded("refused", "(confDirs)");
      assertThat(call.call("ADD").message()).contains("(confDirs)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/status", "/sys/kernel/notes", "/a/../f.json"})
    void thePath(String path) throws IOException {
      call.named(path);
      assertTornDown();
      assertThat(call.call("ADD").code()).isEqualTo(999);
      assertThat(call.delegated()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "cmdDel   | return | annotationActions",
          "cmdDel   | 1*off->1*hang | annotationActions",
          "cmdDel   | acme.any | annotationActions",
          "afterDel | error(x) | annotationPoints",
          "afterDel | not a failpoint at all | annotationPoints",
          "afterDel | spin(1h) | annotationActions",
        })
    void aTermWithoutAPolicy(String point, String failpoint, String key) throws IOException {
      call.points("{\"%s\":\"%s\"}".formatted(point, failpoint));
      assertTornDown();
      assertRecorded("refused", key);
    }

    /** All terms of both points are checked before anything is counted. */
    @Test
    void aTermAtTheOtherPoint() throws IOException {
      call.points("{\"cmdDel\":\"1*error(x)\",\"afterDel\":\"print(x)\"}");
      assertTornDown();
      assertThat(call.file()).content().contains("1*error(x)");
    }

    @Test
    void allBecauseItCannotBeRead() throws IOException {
      call.points("{\"cmdDel\":\"1*error(x)\"}").policy("{\"anotations\":true}");
      assertTornDown();
      assertThat(call.call("ADD").message()).contains("policy.json");
    }

    @Test
    void whatTheFileIs() throws Exception {
      assertThat(new ProcessBuilder("mkfifo", call.file().toString()).start().waitFor()).isZero();
      assertTornDown();
      assertThat(call.call("ADD").message()).contains("is not a regular file");
    }
  }

  @Nested
  class NeverSucceedsWithoutTheDelegate {

    @ParameterizedTest
    @ValueSource(
        strings = {"return", "return(x)", "exit(0)", "print(a)+return", "delay(1)+exit(0)"})
    void whateverTheActionReplies(String failpoint) throws IOException {
      call.points("{\"cmdDel\":\"1*%s\"}".formatted(failpoint)).policy(ALL);
      assertTornDown();
      assertThat(call.file()).content().contains("0*");
      assertRecorded("refused", "cannot keep a DEL from the delegate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "delay(1h)+error(x)", "pause+panic(x)", "spin(1h)+exit(3)"})
    void whenItsWaitsAreUsedUp(String failpoint) throws IOException {
      call.points("{\"cmdDel\":\"%s\"}".formatted(failpoint)).policy(ALL);
      assertTornDown();
    }

    @Test
    void whenTooManyCallsWait() throws IOException {
      call.points("{\"cmdDel\":\"delay(1)\",\"afterDel\":\"delay(1)\",\"cmdAdd\":\"delay(1)\"}")
          .policy("{\"annotationPoints\":\"all\",\"maxWaiting\":0}");
      assertTornDown();
      ProcessResult add = call.call("ADD");
      assertThat(add.code()).isEqualTo(11);
      assertThat(add.message()).contains("maxWaiting");
      call.points("{\"afterDel\":\"delay(1)\"}");
      assertTornDown();
    }
  }

  @Nested
  class Fails {

    @ParameterizedTest
    @CsvSource({"error(x), 1", "panic(x), 2", "exit(3), 3"})
    void asItsFailpointSays(String failpoint, int status) throws IOException {
      call.points("{\"cmdDel\":\"1*%s\"}".formatted(failpoint)).policy(ALL);
      assertThat(call.call("DEL").status()).isEqualTo(status);
      assertThat(call.delegated()).isEmpty();
    }

    /** As with the reference. */
    @Test
    void ifItsFileIsMissingOrBroken() throws IOException {
      assertThat(call.call("DEL").message()).contains("no such file");
      call.points("{");
      assertThat(call.call("DEL").message()).contains("is not valid JSON");
      call.points("{\"cmdDel\":\"eror\"}");
      assertThat(call.call("DEL").message()).contains("unknown action");
      assertThat(call.delegated()).isEmpty();
    }
  }

  @Test
  void usesTheNextSourceIfThePolicyIgnoresAnnotations() throws IOException {
    Path other = Files.writeString(directory.resolve("g.json"), "{\"cmdDel\":\"1*return\"}");
    call.points("{\"cmdDel\":\"1*error(x)\"}")
        .policy("{\"annotations\":\"ignore\"}")
        .variable("CNI_FP_CONF", other.toString());
    assertThat(call.call("DEL").isSuccess()).isTrue();
    assertThat(call.delegated()).as("the administrator's files may do everything").isEmpty();
    assertThat(other).content().contains("0*return");
    assertThat(journal).content().contains("\"event\":\"ignored\"", "f.json");
    call.variable("CNI_FP_CONF", "");
    for (String annotation : List.of("no path at all", "/a\\u0000b", "/" + "x".repeat(5000))) {
      call.named(annotation);
      assertTornDown();
    }
  }
}
