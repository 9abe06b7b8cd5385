package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code history} and {@code wait}. */
@DisplayName("of a journal")
class JournalTests {
  private static final String ENTRY =
      "{\"time\":\"2026-01-01T00:00:0%1$d.000000Z\",\"event\":\"%2$s\",\"pid\":%1$d,\"command\":\"ADD\",\"namespace\":\"ns\",\"pod\":\"web-%1$d\",\"point\":\"cmdAdd\",\"term\":0,\"steps\":\"delay(1s)\",\"outcome\":\"error\",\"code\":999,\"microseconds\":12}\n";

  @TempDir private Path directory;
  private CommandRun command;
  private Path journal;

  @BeforeEach
  void aJournal() throws IOException {
    Files.writeString(directory.resolve("policy.json"), "{}");
    command = new CommandRun(directory);
    journal = directory.resolve("journal.jsonl");
  }

  private void write(String... events) throws IOException {
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < events.length; i++) {
      content.append(ENTRY.formatted(i + 1, events[i]));
    }
    Files.writeString(journal, content);
  }

  @Nested
  class History {

    @Test
    void printsALineForEachEntry() throws IOException {
      write("fired", "refused");
      assertThat(command.run("history").out().lines())
          .containsExactly(
              "2026-01-01 00:00:01.000  ns/web-1  cmdAdd  delay(1s)  error 999 in 12 us",
              "2026-01-01 00:00:02.000  ns/web-2  cmdAdd  refused: ");
    }

    @Test
    void selectsEntries() throws IOException {
      write("fired", "fired", "fired");
      assertThat(command.run("history", "--pod", "*-2").out()).hasLineCount(1);
      assertThat(command.run("history", "-n", "2").out()).hasLineCount(2);
      assertThat(command.run("history", "--since", "2026-01-01T00:00:02Z").out()).hasLineCount(2);
      assertThat(command.run("history", "--since", "yesterday").status()).isEqualTo(2);
    }

    @Test
    void leavesOutTheStartOfAWaitThatHasEnded() throws IOException {
      Files.writeString(journal, ENTRY.formatted(1, "waiting") + ENTRY.formatted(1, "fired"));
      assertThat(command.run("history").out()).hasLineCount(1).contains("error 999");
    }

    @Test
    void printsTheLinesOfTheJournalAsJson() throws IOException {
      write("fired", "waiting");
      assertThat(command.run("history", "-o", "json").out()).isEqualTo(Files.readString(journal));
    }

    @Test
    void escapesControlCharacters() throws IOException {
      Files.writeString(
          journal, ENTRY.formatted(1, "fired").replace("delay(1s)", "error(\\u001b[2J\\nFAKE)"));
      assertThat(command.run("history").out())
          .contains("error(\\u001b[2J\\nFAKE)")
          .doesNotContain("\u001b", "\nFAKE");
    }

    @Test
    void selectsTheCallsOfATrace() throws IOException {
      String id = "4bf92f3577b34da6a3ce929d0e0e4736";
      String entry = ENTRY.formatted(1, "fired");
      String traced = entry.replaceFirst("\"event\"", "\"trace\":\"" + id + "\",\"event\"");
      Files.writeString(journal, entry + traced);
      assertThat(command.run("history", "--trace", id, "-o", "json").out()).isEqualTo(traced);
      assertThat(command.run("history", "--trace", id.toUpperCase(Locale.ROOT)).out())
          .hasLineCount(1);
      CommandRun.Ended wrong = command.run("history", "--trace", "4bf9*");
      assertThat(wrong.status()).isEqualTo(2);
      assertThat(wrong.err())
          .startsWith("cni-fp: --trace '4bf9*' is not the id of a trace: 32 hexadecimal digits");
    }

    @Test
    void saysThatThereAreNoEntries() {
      CommandRun.Ended history = command.run("history");
      assertThat(history.status()).isZero();
      assertThat(history.err()).startsWith("cni-fp: no entries in " + journal);
    }

    @Test
    void needsAJournal() {
      assertThat(command.variable("CNI_FP_JOURNAL", "").run("history").err())
          .startsWith("cni-fp: no journal is configured; use --journal");
    }
  }

  @Nested
  class Wait {

    @Test
    void returnsWhenEnoughHaveFired() throws IOException {
      write("fired", "waiting", "refused");
      assertThat(command.run("wait", "--fired", "2", "--timeout", "1ms").status()).isZero();
    }

    @Test
    void countsAWaitOnce() throws IOException {
      Files.writeString(journal, ENTRY.formatted(1, "waiting") + ENTRY.formatted(1, "fired"));
      CommandRun.Ended waited = command.run("wait", "--fired", "2", "--timeout", "1ms");
      assertThat(waited.status()).isEqualTo(1);
      assertThat(waited.err())
          .isEqualTo(
              "cni-fp: only 1 of 2 fired within 1 ms, according to the journal " + journal + "\n");
    }
  }
}
