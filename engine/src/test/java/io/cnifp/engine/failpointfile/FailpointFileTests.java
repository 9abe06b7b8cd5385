package io.cnifp.engine.failpointfile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import io.cnifp.engine.Libraries;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.safefile.FileAccess;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = SECONDS)
class FailpointFileTests {
  private static final CallAttributes CALL = CallAttributes.of(Map.of("container", "c1"));

  @TempDir private Path directory;
  private Path file;
  private FileLocks locks;

  @BeforeEach
  void create() {
    file = directory.resolve("f");
    locks =
        FileLocks.ofFailpointFiles(
            new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.resolve("state").toString())));
  }

  private FailpointFile failpointFile(Path path) {
    return new FailpointFile(
        path,
        PathRules.TRUSTED,
        Duration.ofSeconds(10),
        locks,
        new FileAccess(Optional.of(Libraries.posix())),
        () -> 50,
        InstantSource.system());
  }

  /** Evaluates {@code cmdAdd} and returns the index of the term that fired; -2 without a point. */
  private int evaluate(Path path) throws InterruptedException {
    FailpointFile failpoints = failpointFile(path);
    FailpointSnapshot snapshot = failpoints.read();
    while (true) {
      Optional<Failpoint> failpoint = snapshot.failpoint("cmdAdd");
      if (failpoint.isEmpty()) {
        return -2;
      }
      Commit commit = failpoints.commit(snapshot, "cmdAdd", failpoint.get(), CALL);
      if (commit instanceof Commit.Done done) {
        return done.evaluation().fired();
      }
      snapshot = ((Commit.Changed) commit).snapshot();
    }
  }

  private int evaluate(String content) throws Exception {
    Files.writeString(file, content);
    return evaluate(file);
  }

  @Nested
  class AnEvaluation {

    @Test
    void isCountedInTheFileAndChangesNothingElse() throws Exception {
      assertThat(evaluate("{ \"x\": 1.50,\n \"cmdAdd\" :\"1*off -> 2*error(a)\"}\n")).isZero();
      assertThat(file).hasContent("{ \"x\": 1.50,\n \"cmdAdd\" :\"0*off->2*error(a)\"}\n");
      assertThat(evaluate(file)).isOne();
      assertThat(evaluate(file)).isOne();
      assertThat(evaluate(file)).isEqualTo(-1);
      assertThat(file).hasContent("{ \"x\": 1.50,\n \"cmdAdd\" :\"0*off->0*error(a)\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            {"cmdDel":"1*off"}                       | -2
            {"cmdAdd":""}                            | -2
            {"cmdAdd":null}                          | -2
            {"cmdAdd":"error(always)"}               | 0
            {"cmdAdd":"0*off"}                       | -1
            {"cmdAdd":"40%off"}                      | -1
            {"cmdAdd":"60%off"}                      | 0
            {"cmdAdd":"off[container=other]"}        | -1
            """)
    void thatCannotChangeTheFileNeitherWritesNorLocksIt(String content, int fired)
        throws Exception {
      Files.writeString(file, content);
      Object before = Files.getAttribute(file, "unix:ino");
      assertThat(evaluate(file)).isEqualTo(fired);
      assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
      assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void thatChangesNothingStillRemovesWhatAKilledCallHasLeft() throws Exception {
      Path left = Files.writeString(directory.resolve(".f.cni-fp"), "half");
      assertThat(evaluate("{\"cmdAdd\":\"1*off[container=other]\"}")).isEqualTo(-1);
      assertThat(left).doesNotExist();
    }

    @Test
    void ofOtherStepsThanTheExpectedOnesIsNotStored() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"1*off\"}");
      FailpointFile failpoints = failpointFile(file);
      FailpointSnapshot read = failpoints.read();
      Files.writeString(file, "{\"cmdAdd\":\"2*error(x)\"}");
      Failpoint expected = read.failpoint("cmdAdd").orElseThrow();
      Commit commit = failpoints.commit(read, "cmdAdd", expected, CALL);
      assertThat(commit).isInstanceOf(Commit.Changed.class);
      assertThat(((Commit.Changed) commit).snapshot().failpoint("cmdAdd").map(Failpoint::print))
          .contains("2*error(x)");
      assertThat(file).hasContent("{\"cmdAdd\":\"2*error(x)\"}");
    }

    @Test
    void ofTheExpectedStepsCountsOnTheFileAsItIsByNow() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"1*off\"}");
      FailpointFile failpoints = failpointFile(file);
      FailpointSnapshot read = failpoints.read();
      Files.writeString(file, "{\"cmdAdd\":\"7*off\",\"x\":1}");
      Failpoint expected = read.failpoint("cmdAdd").orElseThrow();
      assertThat(failpoints.commit(read, "cmdAdd", expected, CALL)).isInstanceOf(Commit.Done.class);
      assertThat(file).hasContent("{\"cmdAdd\":\"6*off\",\"x\":1}");
    }

    @Test
    void thatWouldMakeTheFileTooLargeIsNotDone() throws Exception {
      String content = "{\"cmdAdd\":\"off[every=2]\",\"x\":\"%s\"}";
      content = content.formatted("x".repeat(FailpointFile.MAX_SIZE - content.length() + 2));
      String full = content;
      assertThatThrownBy(() -> evaluate(full))
          .hasMessage(
              "the failpoint file %s would become larger than 1048576 bytes by its new state;"
                  + " nothing was injected",
              file);
      assertThat(file).hasContent(full);
    }
  }

  @Nested
  class APoint {

    @Test
    void isThereOrNot() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"off\",\"cmdDel\":\"\"}");
      FailpointSnapshot snapshot = failpointFile(file).read();
      assertThat(snapshot.failpoint("cmdAdd")).isPresent();
      assertThat(snapshot.failpoint("cmdDel")).isEmpty();
      assertThat(snapshot.failpoint("afterAdd")).isEmpty();
    }

    @Test
    void thatIsNoStringIsAnErrorOfTheFile() throws IOException {
      Files.writeString(file, "{\"afterAdd\":5}");
      assertThatThrownBy(() -> failpointFile(file).read().failpoint("afterAdd"))
          .isInstanceOf(CniException.class)
          .hasMessage(
              "the failpoint file %s is wrong: a string was expected as the failpoint of afterAdd"
                  + " at line 1, column 13",
              file);
    }

    @Test
    void thatIsNoFailpointIsAnErrorOfTheFile() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"1*Off\"}");
      assertThatThrownBy(() -> failpointFile(file).read().failpoint("cmdAdd"))
          .isInstanceOf(CniException.class)
          .hasMessage("the failpoint file %s is wrong: cmdAdd: an action was expected at 2", file);
    }
  }

  @Nested
  class ManyThreads {

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void countEachEvaluationOnce(int files) throws Exception {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < files; i++) {
        Files.writeString(directory.resolve("f" + i), "{\"cmdAdd\":\"30*off->1000*error(x)\"}");
      }
      for (int i = 0; i < 1000; i++) {
        Path one = directory.resolve("f" + i % files);
        calls.add(() -> evaluate(one));
      }
      int[] fired = new int[2];
      try (var threads = Executors.newFixedThreadPool(16)) {
        for (Future<Integer> call : threads.invokeAll(calls)) {
          fired[call.get()]++;
        }
      }
      assertThat(fired).containsExactly(30 * files, 1000 - 30 * files);
      int left = 1000 - (1000 / files - 30);
      for (int i = 0; i < files; i++) {
        assertThat(directory.resolve("f" + i))
            .hasContent("{\"cmdAdd\":\"0*off->" + left + "*error(x)\"}");
      }
    }
  }
}
