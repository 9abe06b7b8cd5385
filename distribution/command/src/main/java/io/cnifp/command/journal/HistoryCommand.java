package io.cnifp.command.journal;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.journal.JournalField;
import io.cnifp.engine.journal.JournalLine;
import io.cnifp.engine.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cni-fp history}. */
@Command(
    header = {"Show which failpoints fired.", ""},
    description = {
      "",
      "Prints the entries of the journal, oldest first: what fired, with its outcome, and what was"
          + " refused. A step that waits for a second or longer appears as \"waiting\" when it"
          + " starts. With --output json, prints the lines of the journal.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp history --since 10m --pod 'web-*' --follow"})
public final class HistoryCommand extends Subcommand {
  private static final long POLL_MILLIS = 200;

  @Option(
      names = {"-f", "--follow"},
      description = "Keep running and show new entries.")
  private boolean follow;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "Show only the last N entries.")
  private int last = Integer.MAX_VALUE;

  @Mixin private JournalOptions journal = new JournalOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public HistoryCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (last < 1) {
      throw new CommandException(ExitStatus.MISUSED, "--last must be at least 1");
    }
    Path file = journal.journal(session);
    EntryFilter filter = journal.filter();
    if (!follow && Files.notExists(file)) {
      String problem = Journal.problem(file);
      session
          .terminal()
          .error("cni-fp: no entries in " + file + (problem.isEmpty() ? " yet" : ": " + problem));
      return ExitStatus.DONE;
    }
    try (JournalReader reader = new JournalReader(file)) {
      List<JournalLine> entries = new ArrayList<>();
      for (JournalLine entry : reader.next()) {
        if (filter.accepts(entry)) {
          entries.add(entry);
        }
      }
      show(withoutFinishedWaits(entries));
      while (follow && session.terminal().flush()) {
        Thread.sleep(POLL_MILLIS);
        for (JournalLine entry : reader.next()) {
          if (filter.accepts(entry)) {
            show(entry);
          }
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "the journal " + file + " cannot be read: " + e.getMessage());
    }
    return ExitStatus.DONE;
  }

  private void show(List<JournalLine> entries) {
    for (JournalLine entry : entries.subList(Math.max(0, entries.size() - last), entries.size())) {
      show(entry);
    }
  }

  /** Leaves out the start of waits that have ended; programs get every line. */
  private List<JournalLine> withoutFinishedWaits(List<JournalLine> entries) {
    if (output.isJson()) {
      return entries;
    }
    Set<String> finished = new HashSet<>();
    for (JournalLine entry : entries) {
      if (entry.event().equals("fired")) {
        finished.add(entry.evaluation());
      }
    }
    return entries.stream()
        .filter(entry -> !entry.event().equals("waiting") || !finished.contains(entry.evaluation()))
        .toList();
  }

  private void show(JournalLine entry) {
    Terminal terminal = session.terminal();
    if (output.isJson()) {
      terminal.line(entry.json().toString());
      return;
    }
    StringBuilder line = new StringBuilder();
    line.append(terminal.styled(Terminal.Style.FAINT, time(entry.text(JournalField.TIME))));
    line.append("  ").append(who(entry)).append("  ");
    String point = entry.text(JournalField.POINT);
    line.append(point.isEmpty() ? entry.text(JournalField.COMMAND) : point).append("  ");
    if (entry.event().equals("refused")) {
      line.append(terminal.styled(Terminal.Style.BAD, "refused")).append(": ");
      line.append(entry.text(JournalField.MESSAGE));
    } else {
      line.append(terminal.styled(Terminal.Style.STRONG, entry.text(JournalField.STEPS)))
          .append("  ");
      line.append(outcome(entry));
    }
    terminal.line(line.toString());
  }

  private static String outcome(JournalLine entry) {
    if (entry.event().equals("waiting")) {
      return "waiting";
    }
    String code = entry.text(JournalField.CODE);
    return entry.text(JournalField.OUTCOME)
        + (code.isEmpty() ? "" : " " + code)
        + " in "
        + duration(entry.number(JournalField.MICROSECONDS));
  }

  private static String duration(long microseconds) {
    return microseconds < 1000
        ? microseconds + " us"
        : microseconds < 10_000_000 ? microseconds / 1000 + " ms" : microseconds / 1_000_000 + " s";
  }

  /** Returns the pod with its namespace, or else the container, or else the network. */
  private static String who(JournalLine entry) {
    String pod = entry.text(JournalField.POD);
    if (!pod.isEmpty()) {
      return entry.text(JournalField.NAMESPACE) + "/" + pod;
    }
    String container = entry.text(JournalField.CONTAINER);
    return container.isEmpty() ? entry.text(JournalField.NETWORK) : container;
  }

  /** Shortens {@code 2026-11-24T15:03:07.123456Z}. */
  private static String time(String time) {
    return time.length() > 23 ? time.substring(0, 10) + " " + time.substring(11, 23) : time;
  }
}
