package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code show}, {@code set} and {@code clear}. */
@DisplayName("of a failpoint file")
class EditIT {
  @TempDir private Path directory;
  private CniFp command;
  private Path file;

  @BeforeEach
  void aCommand() {
    command = new CniFp(directory);
    file = directory.resolve("f.json");
  }

  private ProcessResult run(String verb, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(verb, file.toString()));
    words.addAll(List.of(more));
    return command.run(words.toArray(String[]::new));
  }

  @Nested
  @DisplayName("cni-fp set")
  class Set {

    @Test
    void makesAFileThatIsNotThere() throws Exception {
      ProcessResult set = run("set", "cmdAdd=1*error{msg='a=\"b\"'}", "afterDel=off");
      assertThat(set.status()).as(set.stderr()).isZero();
      assertThat(set.stdout() + set.stderr()).isEmpty();
      assertThat(file)
          .hasContent(
              "{\n  \"cmdAdd\": \"1*error{msg='a=\\\"b\\\"'}\",\n  \"afterDel\": \"off\"\n}\n");
      assertThat(directory.resolve(".f.json.cni-fp")).doesNotExist();
    }

    @Test
    void keepsEverythingElseOfAFile() throws Exception {
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
    void writesNothingIfSomethingIsWrong(String assignment, int status, String why)
        throws Exception {
      ProcessResult refused = run("set", "cmdDel=off", assignment);
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.stderr()).startsWith("cni-fp: " + why).hasLineCount(1);
      assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhatIsNoFailpointFile() throws Exception {
      Files.writeString(file, "not JSON");
      ProcessResult refused = run("set", "cmdDel=off");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.stderr())
          .isEqualTo(
              "cni-fp: "
                  + file
                  + " is not a failpoint file: a JSON value was expected at line 1, column 1;"
                  + " nothing was changed\n");
      assertThat(file).hasContent("not JSON");
      assertThat(command.run("set", directory + "/no/f.json", "cmdAdd=off").status()).isEqualTo(3);
    }

    @Test
    void warnsOfWhatIsProbablyNotMeant() throws Exception {
      ProcessResult set = run("set", "cmdAdd=off->1*error");
      assertThat(set.status()).isZero();
      assertThat(set.stderr()).contains("warning: cmdAdd: unreachable term: 'off'");
    }

    /** Each call counts one point, each edit sets another: nothing of either gets lost. */
    @Test
    void losesNoCountOfCallsMadeMeanwhile() throws Exception {
      Scene scene = new Scene(directory).file("{\"cmdAdd\":\"1000*off\"}");
      int calls = 20;
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
          all.add(threads.submit(() -> scene.call(Image.built(), "ADD")));
        }
        for (int i = 0; i < 10; i++) {
          String assignment = "cmdDel=" + i + "*error(x)";
          all.add(
              threads.submit(() -> command.run("set", scene.failpoints().toString(), assignment)));
        }
        for (Future<?> each : all) {
          assertThat(((ProcessResult) each.get(60, TimeUnit.SECONDS)).status()).isZero();
        }
      }
      assertThat(scene.left()).contains("\"" + (1000 - calls) + "*off\"").contains("*error(x)");
    }
  }

  @Nested
  @DisplayName("cni-fp clear")
  class Clear {

    @Test
    void takesPointsOutAndNothingElse() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"off\",\"x\":1,\"CMDDEL\":\"off\",\"cmdDel\":\"off\"}");
      assertThat(run("clear", "cmdDel").status()).isZero();
      assertThat(file).hasContent("{\"cmdAdd\":\"off\",\"x\":1}");
      assertThat(run("clear").status()).isZero();
      assertThat(file).hasContent("{\"x\":1}");
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
      ProcessResult refused = run("clear");
      assertThat(refused.status()).isEqualTo(3);
      assertThat(refused.stderr())
          .isEqualTo("cni-fp: the failpoint file " + file + " cannot be opened: no such file\n");
      assertThat(run("clear", "cmdFoo").status()).isEqualTo(2);
    }
  }

  @Nested
  @DisplayName("cni-fp show")
  class Show {

    @Test
    void tellsWhatIsLeftAndWhatComesNext() throws Exception {
      Files.writeString(
          file, "{\"cmdAdd\":\"0*error(a)->50%2*panic[pod=x]->off\",\"cmdDel\":\"1*off[skip=2]\"}");
      assertThat(run("show").stdout())
          .isEqualTo(
              """
              cmdAdd
                1  0*error(a)        spent
                2  50%2*panic[pod=x]  2 left
                3  off               always
                next: if pod=x with 50 %: panic
                else: off
              cmdDel
                1  1*off[skip=2]  1 left
                next: nothing, the call continues
              """
                  .replace("0*error(a)  ", "0*error(a)   ")
                  .replace("off               ", "off                "));
    }

    @Test
    void answersProgramsInJson() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"2*error(a)\"}");
      JsonNode shown = new ObjectMapper().readTree(run("show", "--output", "json").stdout());
      assertThat(shown.path("points").toString())
          .isEqualTo(
              "{\"cmdAdd\":{\"failpoint\":\"2*error(a)\",\"terms\":[{\"text\":\"2*error(a)\","
                  + "\"steps\":\"error(a)\",\"left\":2}],\"next\":[{\"steps\":\"error(a)\"}]}}");
    }

    @Test
    void showsEveryChangeWithWatch() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"2*error(a)\"}");
      Path output = directory.resolve("output");
      Process watch =
          command.start(output, "show", file.toString(), "--watch", "--interval", "20ms");
      try {
        Eventually.holds("the file is shown", () -> Files.readString(output).contains("2 left"));
        run("set", "cmdAdd=1*panic(b)");
        Eventually.holds("the condition", () -> Files.readString(output).contains("panic(b)"));
        Files.delete(file);
        Eventually.holds("the condition", () -> Files.readString(output).contains("no such file"));
        assertThat(watch.isAlive()).isTrue();
      } finally {
        watch.destroy();
        watch.waitFor();
      }
    }

    @Test
    void refusesAWrongFile() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"1*\"}");
      ProcessResult refused = run("show");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.stderr())
          .isEqualTo(
              "cni-fp: "
                  + file
                  + ": cmdAdd: an action was expected at 2; cni-fp check shows the place\n");
    }
  }
}
