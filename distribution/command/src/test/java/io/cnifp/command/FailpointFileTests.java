package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check}, {@code show}, {@code set}, {@code clear} and {@code simulate}. */
@DisplayName("of a failpoint file")
class FailpointFileTests {
  @TempDir private Path directory;
  private CommandRun command;
  private Path file;

  @BeforeEach
  void aCommand() throws IOException {
    Files.writeString(directory.resolve("policy.json"), "{}");
    command = new CommandRun(directory);
    file = directory.resolve("f.json");
  }

  private CommandRun.Ended run(String verb, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = verb;
    arguments[1] = file.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return command.run(arguments);
  }

  @Nested
  class Check {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            {"cmdAdd":"1*off"}        |                          | 0
            {"cmdAdd":"1*eror"}       | :1:14: error: cmdAdd: unknown action "eror" | 1
            {"cmdAdd":1}              | :1:11: error: a string was expected as the failpoint of cmdAdd | 1
            {"cmdAad":"off"}          | error: unknown point | 1
            {"cmdAdd":"off->1*error"} | warning: cmdAdd: unreachable term: 'off' always fires first | 0
            {"cmdAdd":"error+off"}    | warning: cmdAdd: unreachable step: 'error' always ends the call first | 0
            {"cmdAdd":"off","CMDADD":"off"} | warning: duplicate key cmdAdd | 0
            {}                        | warning: the file has no point | 0
            """)
    void findsProblems(String content, String problem, int status) throws IOException {
      Files.writeString(file, content);
      CommandRun.Ended checked = run("check");
      assertThat(checked.out()).contains(problem == null ? "f.json: ok\n" : problem);
      assertThat(checked.status()).isEqualTo(status);
    }

    @Test
    void treatsWarningsAsErrorsIfStrict() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"off->1*error\"}");
      assertThat(run("check", "--strict").status()).isEqualTo(1);
    }

    @Test
    void readsStandardInput() {
      CommandRun.Ended checked = command.runWith("{\"cmdAdd\":\"1*off->\"}", "check", "-");
      assertThat(checked.out()).startsWith("-:1:19: error: cmdAdd: an action was expected\n");
      assertThat(checked.status()).isEqualTo(1);
    }

    @Test
    void answersInJson() throws IOException {
      Files.writeString(file, "{\n \"cmdAdd\": \"1*off->\"}");
      assertThat(run("check", "-o", "json").out())
          .contains(
              "\"valid\" : false", "\"line\" : 2", "\"column\" : 20", "\"point\" : \"cmdAdd\"");
    }

    @Test
    void saysThatAFileDoesNotExist() {
      assertThat(run("check").out()).isEqualTo(file + ": error: no such file\n");
    }
  }

  @Nested
  class Set {

    @Test
    void createsAFile() {
      CommandRun.Ended set = run("set", "cmdAdd=1*error{msg='a=\"b\"'}", "afterDel=off");
      assertThat(set).isEqualTo(new CommandRun.Ended(0, "", ""));
      assertThat(file)
          .hasContent(
              "{\n  \"cmdAdd\": \"1*error{msg='a=\\\"b\\\"'}\",\n  \"afterDel\": \"off\"\n}\n");
      assertThat(directory.resolve(".f.json.cni-fp")).doesNotExist();
    }

    @Test
    void keepsEverythingElseOfAFile() throws IOException {
      Files.writeString(file, "{ \"x\": 1.50,\n  \"cmdAdd\" : \"3*off\", \"y\":[ ] }\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      run("set", "cmdAdd=1*panic", "cmdGc=error");
      assertThat(file)
          .hasContent(
              "{ \"x\": 1.50,\n  \"cmdAdd\" : \"1*panic\", \"y\":[ ], \"cmdGc\": \"error\" }\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            cmdAdd=1*eror  | 1 | cmdAdd: unknown action "eror" at 2
            cmdAdd=        | 1 | cmdAdd: an action was expected at 0
            cmdAad=off     | 2 | unknown point 'cmdAad'; did you mean cmdAdd?
            nonsense       | 2 | 'nonsense' is not POINT=FAILPOINT
            """)
    void writesNothingIfOneAssignmentIsInvalid(String assignment, int status, String message) {
      CommandRun.Ended refused = run("set", "cmdDel=off", assignment);
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.err()).startsWith("cni-fp: " + message).hasLineCount(1);
      assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhatIsNotAFailpointFile() throws IOException {
      Files.writeString(file, "not JSON");
      CommandRun.Ended refused = run("set", "cmdDel=off");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo(
              "cni-fp: "
                  + file
                  + " is not a failpoint file: a JSON value was expected at line 1, column 1;"
                  + " nothing was changed\n");
      assertThat(file).hasContent("not JSON");
    }

    @Test
    void failsIfTheDirectoryDoesNotExist() {
      assertThat(command.run("set", directory + "/no/f.json", "cmdAdd=off").status()).isEqualTo(3);
    }

    @Test
    void refusesAPointThatIsGivenTwice() {
      CommandRun.Ended set = command.run("set", file.toString(), "cmdAdd=off", "cmdAdd=1*error");
      assertThat(set.status()).isEqualTo(2);
      assertThat(set.err())
          .isEqualTo("cni-fp: the point cmdAdd is given twice; nothing was changed\n");
      assertThat(file).doesNotExist();
    }

    @Test
    void warnsAboutLikelyMistakes() {
      assertThat(run("set", "cmdAdd=off->1*error").err())
          .isEqualTo("cni-fp: warning: cmdAdd: unreachable term: 'off' always fires first\n");
    }
  }

  @Nested
  class Clear {

    @Test
    void removesPointsAndNothingElse() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"off\",\"x\":1,\"CMDDEL\":\"off\",\"cmdDel\":\"off\"}");
      assertThat(run("clear", "cmdDel").status()).isZero();
      assertThat(file).hasContent("{\"cmdAdd\":\"off\",\"x\":1}");
      assertThat(run("clear").status()).isZero();
      assertThat(file).hasContent("{\"x\":1}");
    }

    @Test
    void failsIfTheFileDoesNotExist() {
      CommandRun.Ended refused = run("clear");
      assertThat(refused.status()).isEqualTo(3);
      assertThat(refused.err())
          .isEqualTo("cni-fp: the failpoint file " + file + " cannot be opened: no such file\n");
    }

    @Test
    void refusesAnUnknownPoint() {
      assertThat(run("clear", "cmdFoo").status()).isEqualTo(2);
    }
  }

  @Nested
  class Show {

    @Test
    void printsWhatIsLeftAndWhatComesNext() throws IOException {
      Files.writeString(
          file, "{\"cmdAdd\":\"0*error(a)->50%2*panic[pod=x]->off\",\"cmdDel\":\"1*off[skip=2]\"}");
      assertThat(run("show").out())
          .isEqualTo(
              """
              cmdAdd
                1  0*error(a)         spent
                2  50%2*panic[pod=x]  2 left
                3  off                always
                next: if pod=x with 50 %: panic
                else: off
              cmdDel
                1  1*off[skip=2]  1 left
                next: nothing, the call continues
              """);
    }

    @Test
    void answersInJson() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"2*error(a)\"}");
      JsonNode shown = new ObjectMapper().readTree(run("show", "--output", "json").out());
      assertThat(shown.path("points").toString())
          .isEqualTo(
              "{\"cmdAdd\":{\"failpoint\":\"2*error(a)\",\"terms\":[{\"text\":\"2*error(a)\","
                  + "\"steps\":\"error(a)\",\"left\":2}],\"next\":[{\"steps\":\"error(a)\"}]}}");
    }

    @Test
    void changesNoCount() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"001*off\"}");
      run("show");
      assertThat(file).hasContent("{\"cmdAdd\":\"001*off\"}");
    }

    @Test
    void refusesAnInvalidFile() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"1*\"}");
      CommandRun.Ended refused = run("show");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo(
              "cni-fp: "
                  + file
                  + ": cmdAdd: an action was expected at 2; cni-fp check shows the place\n");
    }
  }

  @Nested
  class Simulate {

    @Test
    void printsWhatCallsWouldDo() {
      assertThat(command.run("simulate", "1*error(a)->1*off", "--calls", "3").out())
          .isEqualTo("  1  error(a)\n  2  off\n  3  continues\n  then: 0*error(a)->0*off\n");
    }

    @Test
    void takesThePointsOfAFileAndAttributesOfTheCall() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"error(a)[pod=web-*]\",\"cmdDel\":\"panic\"}");
      assertThat(run("simulate", "--point", "cmdAdd", "--pod", "web-1").out())
          .startsWith("cmdAdd\n  1  error(a)\n")
          .doesNotContain("cmdDel");
    }

    @Test
    void drawsTheSameNumbersWithASeed() {
      String[] arguments = {"simulate", "50%off", "--calls", "40", "--seed", "1"};
      assertThat(command.run(arguments).out())
          .contains("off", "continues")
          .isEqualTo(command.run(arguments).out());
    }

    @Test
    void answersQuestionsOfChecks() {
      String question = "{\"failpoint\":\"1*off\",\"calls\":[{},{}]}\n";
      assertThat(command.runWith(question, "simulate", "-").out())
          .isEqualTo(
              "[{\"fired\":\"off\",\"after\":\"0*off\"},{\"fired\":null,\"after\":\"0*off\"}]\n");
    }
  }
}
