package io.cnifp.command.journal;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.engine.journal.JournalLine;
import io.cnifp.engine.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cni-fp wait}. */
@Command(
    header = {"Wait until failpoints have fired.", ""},
    description = {
      "",
      "Waits until the journal has enough entries, for tests that need no sleep then. Entries from"
          + " before the start count too (see --since). A step that waits for a second or longer"
          + " counts when it starts.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 they fired; 1 they did not fire in time.",
      "",
      "Example: cni-fp wait --fired 3 --timeout 30s --point cmdAdd --pod web-1"
    })
public final class WaitCommand extends Subcommand {
  private static final long POLL_MILLIS = 50;

  @Option(
      names = "--fired",
      paramLabel = "N",
      description = "The number of entries to wait for (default: 1).")
  private int fired = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait (default: 30s).")
  private Duration timeout = Duration.ofSeconds(30);

  @Mixin private JournalOptions journal = new JournalOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public WaitCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (fired < 1) {
      throw new CommandException(ExitStatus.MISUSED, "--fired must be at least 1");
    }
    Path file = journal.journal(session);
    EntryFilter filter = journal.filter();
    long from = System.nanoTime();
    Set<String> evaluations = new HashSet<>();
    try (JournalReader reader = new JournalReader(file)) {
      while (true) {
        // The journal is read once more after the time is over, so that no entry is missed.
        boolean over = System.nanoTime() - from >= timeout.toNanos();
        for (JournalLine entry : reader.next()) {
          if (!entry.event().equals("refused") && filter.accepts(entry)) {
            evaluations.add(entry.evaluation());
          }
        }
        if (evaluations.size() >= fired || over) {
          return answer(evaluations.size(), file);
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "the journal " + file + " cannot be read: " + e.getMessage());
    }
  }

  private int answer(int count, Path file) {
    boolean enough = count >= fired;
    if (output.isJson()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("fired", count);
      answer.put("wanted", fired);
      answer.put("inTime", enough);
      session.terminal().jsonLine(answer);
    } else if (!enough) {
      session
          .terminal()
          .error(
              "cni-fp: only "
                  + count
                  + " of "
                  + fired
                  + " fired within "
                  + timeout.toMillis()
                  + " ms, according to the journal "
                  + file);
    }
    return enough ? ExitStatus.DONE : ExitStatus.NO;
  }
}
