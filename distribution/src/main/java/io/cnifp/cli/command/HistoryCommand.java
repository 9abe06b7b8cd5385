package io.cnifp.cli.command;

import io.cnifp.cli.journal.Entry;
import io.cnifp.cli.journal.EntryFilter;
import io.cnifp.cli.journal.JournalReader;
import io.cnifp.engine.journal.Journal;
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
    description = {
      "Shows what fired and what was refused, from the journal, oldest first.",
      "",
      "A step that waits for a second or longer is shown as waiting from its beginning on. With"
          + " --output json each entry is one line, as it stands in the journal.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp history --since 10m --pod 'web-*' --follow"})
public final class HistoryCommand extends Subcommand {
  private static final long LOOK_MILLIS = 200;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on and shows what comes.")
  private boolean follow;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "Only the last N of what there is.")
  private int last = Integer.MAX_VALUE;

  @Mixin private JournalOptions journal = new JournalOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
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
          .error(
              "cni-fp: nothing has been recorded in "
                  + file
                  + (problem.isEmpty() ? " yet" : ": " + problem));
      return ExitStatus.DONE;
    }
    try (JournalReader reader = new JournalReader(file)) {
      List<Entry> entries = new ArrayList<>();
      for (Entry entry : reader.next()) {
        if (filter.accepts(entry)) {
          entries.add(entry);
        }
      }
      show(withoutFinishedWaits(entries));
      while (follow && session.terminal().flush()) {
        Thread.sleep(LOOK_MILLIS);
        for (Entry entry : reader.next()) {
          if (filter.accepts(entry)) {
            show(entry);
          }
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "the journal " + file + " can't be read: " + e.getMessage());
    }
    return ExitStatus.DONE;
  }

  private void show(List<Entry> entries) {
    for (Entry entry : entries.subList(Math.max(0, entries.size() - last), entries.size())) {
      show(entry);
    }
  }

  /** A wait that is over is told by the line about its end; programs get every line. */
  private List<Entry> withoutFinishedWaits(List<Entry> entries) {
    if (output.isJson()) {
      return entries;
    }
    Set<String> finished = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.event().equals("fired")) {
        finished.add(entry.evaluation());
      }
    }
    return entries.stream()
        .filter(entry -> !entry.event().equals("waiting") || !finished.contains(entry.evaluation()))
        .toList();
  }

  private void show(Entry entry) {
    Terminal terminal = session.terminal();
    if (output.isJson()) {
      terminal.line(entry.json().toString());
      return;
    }
    StringBuilder line = new StringBuilder();
    line.append(terminal.styled(Terminal.Style.FAINT, time(entry.text("time"))));
    line.append("  ").append(who(entry)).append("  ");
    String point = entry.text("point");
    line.append(point.isEmpty() ? entry.text("command") : point).append("  ");
    if (entry.event().equals("refused")) {
      line.append(terminal.styled(Terminal.Style.BAD, "refused")).append(": ");
      line.append(entry.text("message"));
    } else {
      line.append(terminal.styled(Terminal.Style.STRONG, entry.text("steps"))).append("  ");
      line.append(outcome(entry));
    }
    terminal.line(line.toString());
  }

  private static String outcome(Entry entry) {
    if (entry.event().equals("waiting")) {
      return "waiting";
    }
    String code = entry.text("code");
    return entry.text("outcome")
        + (code.isEmpty() ? "" : " " + code)
        + " in "
        + duration(entry.json().path("microseconds").asLong());
  }

  private static String duration(long microseconds) {
    return microseconds < 1000
        ? microseconds + " us"
        : microseconds < 10_000_000 ? microseconds / 1000 + " ms" : microseconds / 1_000_000 + " s";
  }

  /** The pod with its namespace, else the container, else the network. */
  private static String who(Entry entry) {
    String pod = entry.text("pod");
    if (!pod.isEmpty()) {
      return entry.text("namespace") + "/" + pod;
    }
    String container = entry.text("container");
    return container.isEmpty() ? entry.text("network") : container;
  }

  /** {@code 2026-11-24T15:03:07.123456Z} as people read it. */
  private static String time(String time) {
    return time.length() > 23 ? time.substring(0, 10) + " " + time.substring(11, 23) : time;
  }
}
