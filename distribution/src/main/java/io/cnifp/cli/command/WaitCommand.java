package io.cnifp.cli.command;

import io.cnifp.cli.journal.Entry;
import io.cnifp.cli.journal.EntryFilter;
import io.cnifp.cli.journal.JournalReader;
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
    description = {
      "Waits until failpoints have fired as often as said, by the journal.",
      "",
      "For tests that must not sleep and hope. What fired before it began counts too (see"
          + " --since). A step that waits for a second or longer counts from its beginning on.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 they have fired, 1 not in time.",
      "",
      "Example: cni-fp wait --fired 3 --timeout 30s --point cmdAdd --pod web-1"
    })
public final class WaitCommand extends Subcommand {
  private static final long LOOK_MILLIS = 50;

  @Option(names = "--fired", paramLabel = "N", description = "How often (default: 1).")
  private int fired = 1;

  @Option(names = "--timeout", paramLabel = "TIME", description = "How long (default: 30s).")
  private Duration timeout = Duration.ofSeconds(30);

  @Mixin private JournalOptions journal = new JournalOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
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
        // Looked at last after the time is over, so that nothing in time is missed.
        boolean over = System.nanoTime() - from >= timeout.toNanos();
        for (Entry entry : reader.next()) {
          if (!entry.event().equals("refused") && filter.accepts(entry)) {
            evaluations.add(entry.evaluation());
          }
        }
        if (evaluations.size() >= fired || over) {
          return answer(evaluations.size(), file);
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "the journal " + file + " can't be read: " + e.getMessage());
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
                  + " ms, by the journal "
                  + file);
    }
    return enough ? ExitStatus.DONE : ExitStatus.NO;
  }
}
