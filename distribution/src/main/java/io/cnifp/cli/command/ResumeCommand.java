package io.cnifp.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp resume}. */
@Command(
    description = {
      "Releases calls that wait at a pause; they then go on.",
      "",
      "Without an ID it releases the only one there is.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 released, 1 there is no such call.",
      "",
      "Example: cni-fp resume --all"
    })
public final class ResumeCommand extends Subcommand {
  @Parameters(arity = "0..*", paramLabel = "ID", description = "What cni-fp paused lists.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Releases all of them.")
  private boolean all;

  /** Creates the command. */
  public ResumeCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (all && !ids.isEmpty()) {
      throw new CommandException(ExitStatus.MISUSED, "--all and an ID exclude each other");
    }
    PausedCalls paused = new PausedCalls(session.state());
    int released = 0;
    for (PausedCalls.Waiting call : chosen(paused.all())) {
      if (paused.release(call)) {
        session.terminal().line("released " + call.id());
        released++;
      }
    }
    if (released == 0 && !all) {
      throw new CommandException(ExitStatus.NO, "no call is paused");
    }
    return ExitStatus.DONE;
  }

  private List<PausedCalls.Waiting> chosen(List<PausedCalls.Waiting> waiting) {
    if (ids.isEmpty()) {
      if (!all && waiting.size() > 1) {
        throw new CommandException(
            ExitStatus.MISUSED,
            waiting.size() + " calls are paused: name one by its ID (see cni-fp paused), or --all");
      }
      return waiting;
    }
    List<PausedCalls.Waiting> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(
          waiting.stream()
              .filter(call -> call.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () -> new CommandException(ExitStatus.NO, "no paused call has the ID " + id)));
    }
    return chosen;
  }
}
