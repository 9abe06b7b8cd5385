package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("cni-fp check")
class CheckIT {
  @TempDir private Path directory;
  private CniFp command;
  private Path file;

  @BeforeEach
  void aCommand() {
    command = new CniFp(directory);
    file = directory.resolve("f.json");
  }

  private ProcessResult check(String content) throws Exception {
    Files.writeString(file, content);
    return command.run("check", file.toString());
  }

  @Test
  void saysOkOfAValidFile() throws Exception {
    ProcessResult checked =
        check(
            "{\"$schema\": \"x\", \"cmdAdd\": \"1*error(a) -> 30%off[pod=x]\", \"afterDel\":"
                + " null}");
    assertThat(checked.stdout()).isEqualTo(file + ": ok\n");
    assertThat(checked.status()).isZero();
  }

  @Test
  void showsThePlaceOfAnErrorAndWhatWasExpected() throws Exception {
    ProcessResult checked = check("{\n\t\"cmdAdd\": \"1*off->\\u00e9\\n 2*\\\"x\"\n}\n");
    assertThat(checked.stdout())
        .isEqualTo(
            file
                + ":2:20: error: cmdAdd: an action was expected\n"
                + "    \t\"cmdAdd\": \"1*off->\\u00e9\\n 2*\\\"x\"\n"
                + "    \t                  ^\n");
    assertThat(checked.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {"cmdAdd": "1*eror(x)"}                | 1:15: error: cmdAdd: unknown action "eror" (known:
          {"cmdAdd": "delay(soon)"}              | 1:13: error: cmdAdd: "delay" takes a duration
          {"cmdAdd": 5}                          | 1:12: error: a string was expected as the failpoint
          {"cmdFoo": ""}                         | 1:2: error: unknown point "cmdFoo" (known:
          {"cmdAdd": "off",}                     | 1:18: error:
          {"a":1,"a":2}                          | 1:8: error: duplicate key
          []                                     | 1:1: error: a JSON object was expected
          {"ddAdd": "off"}                       | 1:2: warning: "ddAdd" is not a point; did you mean cmdAdd?
          {"cmdAdd":"off","CMDADD":"off"}        | 1:17: warning: duplicate key cmdAdd
          {}                                     | warning: the file has no point, so nothing ever fires
          {"cmdAdd": "off->1*error"}             | 1:20: warning: cmdAdd: unreachable term: 'off' always fires first
          {"cmdAdd": "0%error"}                  | 1:15: warning: cmdAdd: this term never fires: its probability is 0 %
          {"cmdAdd": "error+delay(1)"}           | 1:19: warning: cmdAdd: unreachable step: 'error' always ends the call first
          {"cmdGc": "error[namespace=a]"}        | 1:12: warning: cmdGc: this term never fires: a call at cmdGc has
          {"cmdAdd": "1*off[seed=1]"}            | 1:15: warning: cmdAdd: seed has no effect
          """)
  void findsWhatIsWrong(String content, String found) throws Exception {
    ProcessResult checked = check(content);
    boolean error = found.contains("error:");
    assertThat(checked.stdout())
        .startsWith(file + ":" + (found.startsWith("w") ? " " : "") + found);
    assertThat(checked.status()).isEqualTo(error ? 1 : 0);
    assertThat(command.run("check", "--strict", file.toString()).status()).isEqualTo(1);
  }

  @Nested
  class OfTheFileItself {

    @Test
    void warnsIfOthersMayWriteIt() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"1*off\"}");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      ProcessResult checked = command.run("check", file.toString());
      assertThat(checked.stdout())
          .isEqualTo(
              file
                  + ": warning: "
                  + file
                  + " may be written by others than its owner, so other users can decide what"
                  + " fails; chmod go-w\n");
      assertThat(checked.status()).isZero();
    }

    @Test
    void refusesWhatIsNoFileOrTooLarge() throws Exception {
      Files.writeString(file, " ".repeat(1024 * 1024 + 1));
      Path fifo = directory.resolve("fifo");
      assertThat(
              ProcessResult.of(List.of("/usr/bin/mkfifo", fifo.toString()), Map.of(), "").status())
          .isZero();
      ProcessResult checked =
          command.run("check", file.toString(), directory + "/none", "/dev/null", fifo.toString());
      assertThat(checked.stdout().lines())
          .containsExactly(
              file + ": error: the file is larger than 1048576 bytes",
              directory + "/none: error: no such file",
              "/dev/null: error: the file is not a regular file",
              fifo + ": error: the file is not a regular file");
      assertThat(checked.status()).isEqualTo(1);
    }
  }

  @Test
  void readsStandardInputAndShowsAPartOfALongLine() throws Exception {
    String long1 = "x".repeat(300);
    ProcessResult checked =
        command.runWith(
            "{\"a\":\"" + long1 + "\",\"cmdAdd\":\"nope\",\"b\":\"" + long1 + "\"}", "check", "-");
    assertThat(checked.stdout()).startsWith("-:1:319: error: cmdAdd: unknown action \"nope\"");
    String[] lines = checked.stdout().split("\n", -1);
    assertThat(lines[1]).startsWith("    ...xxx").endsWith("xxx...").hasSizeLessThanOrEqualTo(80);
    assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("nope");
  }

  @Test
  void answersProgramsInJson() throws Exception {
    Files.writeString(file, "{\n \"cmdAdd\": \"1*off->\"}");
    ProcessResult checked = command.run("check", file.toString(), "--output", "json");
    JsonNode answer = new ObjectMapper().readTree(checked.stdout());
    assertThat(answer.size()).isOne();
    assertThat(answer.get(0).toString())
        .isEqualTo(
            "{\"file\":\""
                + file
                + "\",\"valid\":false,\"problems\":[{\"severity\":\"error\",\"line\":2,"
                + "\"column\":20,\"point\":\"cmdAdd\",\"message\":\"cmdAdd: an action was"
                + " expected\"}]}");
    assertThat(checked.status()).isEqualTo(1);
  }

  @Test
  void saysInATerminalWhatItSaysWithoutOneInColours() throws Exception {
    Files.writeString(file, "{\"cmdAdd\": \"1*eror(x)\"}");
    String plain = command.run("check", file.toString()).stdout();
    String shown =
        command.variable("TERM", "xterm").runInTerminal("check", file.toString()).stdout();
    assertThat(shown).contains("\u001b[31merror\u001b[0m");
    assertThat(shown.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void changesNothing() throws IOException, InterruptedException {
    Files.writeString(file, "{\"cmdAdd\": \"001*off\"}");
    Object before = Files.getAttribute(file, "unix:ctime");
    command.run("check", file.toString());
    assertThat(Files.getAttribute(file, "unix:ctime")).isEqualTo(before);
  }
}
