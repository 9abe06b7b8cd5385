package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code when} and {@code atMost} in the hands of people. */
@DisplayName("what limits a failpoint file")
class FileLimitsTests {
  @TempDir private Path directory;
  private CommandRun command;
  private String file;

  @BeforeEach
  void aCommand() throws IOException {
    Files.writeString(directory.resolve("policy.json"), "{}");
    command = new CommandRun(directory);
    file = directory.resolve("f.json").toString();
  }

  @Test
  void isSet() {
    String until = "2126-11-25T10:00:00Z";
    CommandRun.Ended set =
        command.run(
            "set", file, "cmdAdd=error", "--when", "pod=a*", "--until", until, "--at-most", "03");
    assertThat(set).isEqualTo(new CommandRun.Ended(0, "", ""));
    assertThat(Path.of(file))
        .hasContent(
            "{\n  \"cmdAdd\": \"error\",\n  \"when\": \"pod=a*, until="
                + until
                + "\",\n  \"atMost\": 3\n}\n");
  }

  @Test
  void isChangedWithoutWhatElseThereIs() throws IOException {
    Files.writeString(
        Path.of(file), "{\"when\":\"pod=a, until=2020-01-01T00:00:00Z\",\"atMost\":0}");
    command.run("set", file, "--until", "2126-11-25T10:00:00Z", "--at-most", "1");
    assertThat(Path.of(file))
        .hasContent("{\"when\":\"pod=a, until=2126-11-25T10:00:00Z\",\"atMost\":1}");
  }

  @Test
  void isATimeFromNowIfItIsADuration() throws IOException {
    command.run("set", file, "--until", "30m");
    assertThat(Files.readString(Path.of(file)))
        .containsPattern("\"until=[0-9]{4}-[0-9-]+T[0-9:]+Z\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--until, yesterday",
    "--until, '2126-11-25T10:00:00Z,pod=b'",
    "--until, '2126-11-25T10:00:00Z]'",
    "--when, skip=1",
    "--when, pod",
    "--at-most, -1",
    "--at-most, x"
  })
  void isRefusedIfItIsWrongAndNothingIsWritten(String option, String value) {
    CommandRun.Ended set = command.run("set", file, "cmdAdd=off", option + "=" + value);
    assertThat(set.status()).isEqualTo(2);
    assertThat(set.err()).contains(option);
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void namesATimeOnce() {
    assertThat(
            command.run("set", file, "--when", "until=2126-11-25T10:00:00Z", "--until", "1h").err())
        .contains("--when and --until both say when the file expires");
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void keepsItsExpiryIfTheCallsThatItIsAboutChange() {
    command.run("set", file, "--until", "2126-11-25T10:00:00Z");
    command.run("set", file, "--when", "pod=a");
    assertThat(Path.of(file)).content().contains("\"pod=a, until=2126-11-25T10:00:00Z\"");
    command.run("set", file, "--when", "pod=b, until=2127-11-25T10:00:00Z");
    assertThat(Path.of(file)).content().contains("\"pod=b, until=2127-11-25T10:00:00Z\"");
  }

  @Test
  void isShownWithWhatIsLeftAndWhatHasExpired() throws IOException {
    Files.writeString(
        Path.of(file),
        "{\"atMost\":2,\"cmdAdd\":\"1*error(x)[until=2020-01-01T00:00:00Z]->error(y)\"}");
    assertThat(command.run("show", file).out())
        .contains("at most 2 more times\n", "expired\n", "next: error(y)\n");
    Files.writeString(Path.of(file), "{\"atMost\":0,\"cmdAdd\":\"error(y)\"}");
    assertThat(command.run("show", file).out())
        .contains("at most 0 more times: spent\n", "next: nothing, the call continues\n");
  }

  @Test
  void isSimulated() throws IOException {
    Files.writeString(
        Path.of(file),
        "{\"atMost\":1,\"when\":\"delegate=ptp,"
            + " until=2026-01-01T00:00:00Z\",\"cmdAdd\":\"error\"}");
    String before = "2025-12-31T23:59:59Z";
    assertThat(command.run("simulate", file, "-n", "2", "--delegate", "ptp", "--now", before).out())
        .isEqualTo("cmdAdd\n  1  error\n  2  continues\n  then: error\n");
    assertThat(command.run("simulate", file, "--delegate", "ptp").out()).contains("1  continues");
    assertThat(command.run("simulate", file, "--now", before).out()).contains("1  continues");
  }

  @Test
  void isSimulatedAtATimeAlone() throws IOException {
    Files.writeString(Path.of(file), "{\"cmdAdd\":\"off\"}");
    assertThat(command.run("simulate", file, "--now", "soon"))
        .isEqualTo(
            new CommandRun.Ended(
                2,
                "",
                "cni-fp: --now: a time such as 2026-11-25T10:00:00Z or"
                    + " 2026-11-25T11:00:00+01:00 was expected\n"));
  }

  @Test
  void isShownForEachFileOfADirectory() throws IOException {
    Files.writeString(directory.resolve("b.json"), "{\"cmdDel\":\"error(second)\"}");
    Files.writeString(directory.resolve("a.json"), "{\"atMost\":0,\"cmdAdd\":\"error(first)\"}");
    Files.writeString(directory.resolve(".hidden.json"), "{");
    String shown = command.run("show", directory.toString()).out();
    assertThat(shown.lines())
        .startsWith(directory + "/a.json", "at most 0 more times: spent")
        .containsSubsequence(directory + "/a.json", directory + "/b.json");
    assertThat(command.run("show", directory.toString(), "-o", "json").out())
        .contains("\"file\" : \"" + directory + "/a.json\"", "\"atMost\" : 0");
    assertThat(command.run("simulate", directory.toString()))
        .isEqualTo(
            new CommandRun.Ended(
                2, "", "cni-fp: " + directory + " is a directory: name one of its files\n"));
  }
}
