package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.harness.StressSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin's processes write into the journal, and how {@code cni-fp} reads it. */
@DisplayName("of the journal")
class JournalIT {
  private static final int CALLS = StressSize.of(200, 1000);
  private static final int AT_ONCE = 16;

  @TempDir private Path directory;
  private CniFp command;
  private Scene scene;
  private Path journal;

  @BeforeEach
  void aJournal() throws IOException {
    journal = directory.resolve("journal.jsonl");
    scene = new Scene(directory).variable("CNI_FP_JOURNAL", journal.toString());
    command = new CniFp(directory).variable("CNI_FP_JOURNAL", journal.toString());
  }

  private ProcessResult call(String verb) throws Exception {
    return scene.call(Image.built(), verb);
  }

  private static List<JsonNode> entries(Path file) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      entries.add(new ObjectMapper().readTree(line));
    }
    return entries;
  }

  @Test
  void callsSixteenAtATimeLeaveAsManyWholeLines() throws Exception {
    scene.file("{\"cmdDel\":\"" + CALLS + "*error(x)\"}");
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<ProcessResult>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(threads.submit(() -> call("DEL")));
      }
      for (Future<ProcessResult> each : calls) {
        assertThat(each.get().status()).isEqualTo(1);
      }
    }
    Set<Long> processes = new HashSet<>();
    for (JsonNode entry : entries(journal)) {
      assertThat(entry.path("steps").asText()).isEqualTo("error(x)");
      assertThat(entry.path("microseconds").isNumber()).isTrue();
      processes.add(entry.path("pid").asLong());
    }
    assertThat(entries(journal)).hasSize(CALLS);
    assertThat(processes).hasSize(CALLS);
    assertThat(command.run("wait", "--fired", "" + CALLS, "--timeout", "1s").status()).isZero();
    assertThat(command.run("wait", "--fired", "" + (CALLS + 1), "--timeout", "1ms").status())
        .isEqualTo(1);
  }

  @Nested
  @DisplayName("cni-fp history")
  class History {

    @Test
    void showsWhatFiredAndWhatWasRefused() throws Exception {
      scene.failpoint("cmdAdd", "1*error{code=11,msg=busy}->1*kill(SEGV)->1*eror");
      call("ADD");
      scene.failpoint("cmdAdd", "1*kill(SEGV)");
      call("ADD");
      ProcessResult history = command.run("history");
      List<String> lines = history.stdout().lines().toList();
      String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}";
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).matches(time + "  ns/pod  cmdAdd  refused: the failpoint file .*");
      assertThat(lines.get(1))
          .matches(time + "  ns/pod  cmdAdd  kill\\(SEGV\\)  signal SEGV in \\d+ (us|ms)");
    }

    @Test
    void choosesByPodPointFileAndTime() throws Exception {
      scene.file("{\"cmdAdd\":\"off\",\"afterAdd\":\"print(a)\",\"cmdDel\":\"error\"}");
      call("ADD");
      call("DEL");
      assertThat(command.run("history").stdout()).hasLineCount(3);
      assertThat(command.run("history", "--point", "after*").stdout()).hasLineCount(1);
      assertThat(command.run("history", "--command", "DEL", "--pod", "p?d").stdout())
          .hasLineCount(1);
      assertThat(command.run("history", "--file", scene.failpoints().toString()).stdout())
          .hasLineCount(3);
      assertThat(command.run("history", "--pod", "other").stdout()).isEmpty();
      assertThat(command.run("history", "--since", "1h", "-n", "2").stdout()).hasLineCount(2);
      assertThat(command.run("history", "--since", "2100-01-01T00:00:00Z").stdout()).isEmpty();
      assertThat(command.run("history", "--since", "yesterday").status()).isEqualTo(2);
    }

    @Test
    void givesProgramsTheEntriesAsTheyAre() throws Exception {
      scene.failpoint("cmdAdd", "off");
      call("ADD");
      assertThat(command.run("history", "-o", "json").stdout())
          .isEqualTo(Files.readString(journal));
    }

    @Test
    void followsWhatComesAlsoWhenTheJournalIsPutAside() throws Exception {
      scene.failpoint("cmdAdd", "print(one)");
      call("ADD");
      Path output = directory.resolve("output");
      Process follow = command.start(output, "history", "--follow");
      try {
        Eventually.holds("the condition", () -> Files.readString(output).contains("print(one)"));
        Files.move(journal, directory.resolve("journal.jsonl.1"));
        scene.failpoint("cmdAdd", "print(two)");
        call("ADD");
        Eventually.holds("the condition", () -> Files.readString(output).contains("print(two)"));
      } finally {
        follow.destroy();
        follow.waitFor();
      }
      assertThat(command.run("history").stdout()).hasLineCount(2);
    }

    /** A pod's author writes failpoints, and has no say on an administrator's terminal. */
    @Test
    void showsNothingThatATerminalWouldObey() throws Exception {
      scene.failpoint("cmdAdd", "error(\\u001b[2Jhi\\nFAKE)");
      scene.file(scene.left().replace("\\\\u", "\\u").replace("\\\\n", "\\n"));
      call("ADD");
      String file = scene.failpoints().toString();
      for (ProcessResult shown :
          List.of(
              command.run("history"),
              command.run("show", file),
              command.run("simulate", file),
              command.variable("TERM", "xterm").runInTerminal("history"))) {
        assertThat(shown.stdout().replaceAll("\u001b\\[\\d+m", ""))
            .contains("error(\\u001b[2Jhi\\nFAKE)")
            .doesNotContain("\u001b", "\nFAKE");
      }
    }

    @Test
    void readsOnWhenTheJournalIsEmptiedInPlace() throws Exception {
      scene.failpoint("cmdAdd", "print(a long line before it is emptied)");
      call("ADD");
      Path output = directory.resolve("output");
      Process follow = command.start(output, "history", "--follow");
      try {
        Eventually.holds("the condition", () -> Files.readString(output).contains("print(a long"));
        Files.writeString(journal, "");
        scene.failpoint("cmdAdd", "print(b)");
        call("ADD");
        Eventually.holds("the condition", () -> Files.readString(output).contains("print(b)"));
      } finally {
        follow.destroy();
        follow.waitFor();
      }
    }

    @Test
    void findsTheEntryAfterOneThatAFullDiskHasCut() throws Exception {
      Files.writeString(
          journal,
          "{\"time\":\"2026-01-01T0{\"time\":\"2026-01-01T00:00:00.000000Z\",\"event\":\"fired\","
              + "\"steps\":\"whole\"}\n");
      assertThat(command.run("history").stdout()).hasLineCount(1).contains("  whole  ");
    }

    @Test
    void passesOverLinesThatAreNone() throws Exception {
      Files.writeString(
          journal, "{\"event\":\"fir\n\nnull\n{\"event\":\"fired\",\"steps\":\"s\"}\n{\"ev");
      ProcessResult history = command.run("history");
      assertThat(history.stdout()).hasLineCount(1).contains("  s  ");
      assertThat(history.status()).isZero();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
      ProcessResult nothing = command.run("history");
      assertThat(nothing.status()).isZero();
      assertThat(nothing.stderr()).contains("no entries in " + journal);
      ProcessResult noJournal = new CniFp(directory).run("history");
      assertThat(noJournal.status()).isEqualTo(2);
      assertThat(noJournal.stderr()).startsWith("cni-fp: no journal is configured; use --journal");
      assertThat(command.run("history", "--journal", directory.toString()).status()).isEqualTo(3);
      assertThat(command.run("history", "--last", "-5").status()).isEqualTo(2);
      ProcessResult relative =
          new CniFp(directory).variable("CNI_FP_JOURNAL", "rel").run("history");
      assertThat(relative.stderr()).isEqualTo("cni-fp: CNI_FP_JOURNAL must be an absolute path\n");
      assertThat(command.run("history", "--journal", "/tmp/none").stderr())
          .endsWith("its directory may be written by others than its owner\n");
    }

    @Test
    void findsTheJournalOfThePolicy() throws Exception {
      Path policy =
          Files.writeString(directory.resolve("policy.json"), "{\"journal\":\"" + journal + "\"}");
      scene.variable("CNI_FP_JOURNAL", "").variable("CNI_FP_POLICY", policy.toString());
      scene.failpoint("cmdAdd", "error");
      call("ADD");
      CniFp other = new CniFp(directory).variable("CNI_FP_POLICY", policy.toString());
      assertThat(other.run("history").stdout()).contains("cmdAdd  error  error 999 in ");
    }
  }

  @Nested
  @DisplayName("cni-fp wait")
  class Wait {

    @Test
    void endsWhenItHasFiredOftenEnough() throws Exception {
      scene.failpoint("cmdAdd", "2*error(x)");
      Path output = directory.resolve("output");
      Process wait = command.start(output, "wait", "--fired", "2", "--point", "cmdAdd");
      try {
        call("ADD");
        call("DEL");
        assertThat(wait.isAlive()).isTrue();
        call("ADD");
        assertThat(wait.waitFor()).isZero();
      } finally {
        wait.destroyForcibly();
      }
      assertThat(output).isEmptyFile();
    }

    /** The line is there before the delay has ended. */
    @Test
    void countsALongWaitFromItsBeginningOnAndOnce() throws Exception {
      scene.failpoint("cmdAdd", "1*pause{timeout=1m}");
      Path output = directory.resolve("output");
      try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
        Future<ProcessResult> paused = threads.submit(() -> call("ADD"));
        assertThat(command.run("wait", "--fired", "1").status()).isZero();
        assertThat(command.run("history").stdout()).contains("pause{timeout=1m}  waiting");
        assertThat(command.run("resume").status()).isZero();
        assertThat(paused.get().status()).isZero();
      }
      ProcessResult two = command.run("wait", "--fired", "2", "--timeout", "100ms", "-o", "json");
      assertThat(two.status()).isEqualTo(1);
      assertThat(two.stdout()).isEqualTo("{\"fired\":1,\"wanted\":2,\"inTime\":false}\n");
      assertThat(command.run("history").stdout()).hasLineCount(1).contains("success in");
      assertThat(output).doesNotExist();
    }

    @Test
    void givesUpInTimeAndSaysHowOftenItFired() throws Exception {
      ProcessResult late = command.run("wait", "--fired", "3", "--timeout", "200ms");
      assertThat(late.status()).isEqualTo(1);
      assertThat(late.stderr())
          .isEqualTo(
              "cni-fp: only 0 of 3 fired within 200 ms, according to the journal "
                  + journal
                  + "\n");
      assertThat(command.run("wait", "--fired", "0").status()).isEqualTo(2);
    }
  }
}
