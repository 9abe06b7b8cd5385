package io.cnifp.acceptance.file;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.StressSize;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpointfile.FailpointDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many processes at once on the same files: each evaluation is counted exactly once.
 *
 * <p>What they fire and what they leave is compared with what the language makes of as many
 * evaluations one after the other. All calls are alike and the draws are seeded, so their order
 * doesn't matter.
 *
 * <p>{@code ./verify --long} makes 1000 calls in each of three rounds.
 */
class StressIT {
  private static final int CALLS = StressSize.of(60, 1000);
  private static final int ROUNDS = StressSize.of(1, 3);
  private static final int AT_ONCE = 16;

  /** Of each kind of state at least one; the first is used where there is one file only. */
  private static final List<String> FAILPOINTS =
      List.of(
          "10*error(skipped)[skip=7]->25%9*error(drawn)[seed=42]->error(fourth)[every=4]"
              + "->50%error(half)[seed=7]->20*off->error(rest)",
          "100000*off",
          "30*error(first)->30*off->error(rest)",
          "30%error(hit)[seed=1]",
          "50%20*error(hit)[seed=2]->off",
          "error(seventh)[every=7]",
          "error(late)[skip=40]",
          "33.3%5*error(all)[skip=3,every=2,seed=99]->1*error(one)",
          "1*error(once)",
          "3*error(three)[container=c?]->2*error(never)[container!=c1]->4*off");

  @TempDir private Path directory;

  static Stream<List<String>> sets() {
    return Stream.generate(() -> Stream.of(List.of(FAILPOINTS.getFirst()), FAILPOINTS))
        .limit(ROUNDS)
        .flatMap(identity());
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("sets")
  void countsEachCallOnce(List<String> failpoints) throws Exception {
    List<Path> files = new ArrayList<>();
    for (String failpoint : failpoints) {
      Path file = directory.resolve(files.size() + ".json");
      files.add(
          Files.writeString(
              file, "{\"cmdAdd\": " + JsonNodeFactory.instance.textNode(failpoint) + "}\n"));
    }

    List<Map<String, Long>> fired = fire(files);

    for (int i = 0; i < files.size(); i++) {
      int calls = CALLS / files.size() + (i < CALLS % files.size() ? 1 : 0);
      Expected expected = Expected.of(failpoints.get(i), calls);
      assertThat(fired.get(i)).as(failpoints.get(i)).isEqualTo(expected.fired());
      assertThat(Files.readString(files.get(i)))
          .isEqualTo("{\"cmdAdd\": " + JsonNodeFactory.instance.textNode(expected.after()) + "}\n");
      assertThat(FailpointDocument.parse(Files.readAllBytes(files.get(i))).point("cmdAdd"))
          .contains(expected.after());
    }
    assertThat(directory).isDirectoryNotContaining("glob:**cni-fp");
  }

  @Test
  void holdsNoLockWhileAnActionWaits() throws Exception {
    Path file = directory.resolve("f.json");
    Files.writeString(file, "{\"cmdAdd\":\"1*pause->1*error(next)\"}");
    PluginRun call = PluginRun.in(directory).annotated(file);
    ProcessResult.Running waiting = call.start();
    Path directoryOfPaused = directory.resolve("state/1/paused");
    Path paused =
        Eventually.present(
            "the call is paused",
            () -> {
              if (!Files.isDirectory(directoryOfPaused)) {
                return Optional.empty();
              }
              try (Stream<Path> files = Files.list(directoryOfPaused)) {
                return files.filter(each -> each.toString().endsWith(".json")).findFirst();
              }
            });

    assertThat(call.run().message()).isEqualTo("next");

    assertThat(waiting.process().isAlive()).isTrue();
    Files.delete(paused);
    assertThat(waiting.await().isSuccess()).isTrue();
  }

  /** Makes the calls, in turn on the files, and counts for each file how they ended. */
  private List<Map<String, Long>> fire(List<Path> files) throws Exception {
    PluginRun call = PluginRun.in(directory);
    List<Callable<ProcessResult>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      PluginRun one = call.annotated(files.get(i % files.size()));
      calls.add(() -> one.run());
    }
    List<List<String>> ends = new ArrayList<>();
    files.forEach(file -> ends.add(new ArrayList<>()));
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<ProcessResult>> replies = threads.invokeAll(calls);
      for (int i = 0; i < CALLS; i++) {
        ends.get(i % files.size()).add(end(replies.get(i).get()));
      }
    }
    return ends.stream()
        .<Map<String, Long>>map(
            some -> some.stream().collect(groupingBy(identity(), TreeMap::new, counting())))
        .toList();
  }

  private static String end(ProcessResult reply) {
    return reply.isSuccess() ? "success" : reply.message();
  }

  /** What the language makes of a number of calls. */
  private record Expected(Map<String, Long> fired, String after) {

    static Expected of(String text, int calls) {
      var attributes = CallAttributes.of(Map.of("container", "c1"));
      Failpoint failpoint = Failpoint.parse(text);
      Map<String, Long> fired = new TreeMap<>();
      for (int i = 0; i < calls; i++) {
        Evaluation evaluation =
            Evaluation.of(failpoint, attributes, () -> 0, InstantSource.system());
        failpoint = evaluation.after();
        fired.merge(evaluation.firedTerm().map(Expected::end).orElse("success"), 1L, Long::sum);
      }
      return new Expected(fired, failpoint.print());
    }

    private static String end(Term term) {
      String steps = term.stepsText();
      return steps.equals("off")
          ? "success"
          : steps.substring("error(".length(), steps.length() - 1);
    }
  }
}
