package io.cnifp.command.calls;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.engine.statedir.WaitKind;
import io.cnifp.engine.statedir.WaitingCall;
import io.cnifp.engine.statedir.WaitingCalls;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp resume}. */
@Command(
    header = {"Release paused calls.", ""},
    description = {
      "",
      "Releases the calls with the given IDs, which then continue. Without an ID, releases the"
          + " paused call if there is only one. Calls that wait otherwise are not released.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 a call was released; 1 there is no such call.",
      "",
      "Example: cni-fp resume --all"
    })
public final class ResumeCommand extends Subcommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "An ID that \"cni-fp paused\" lists.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Release all paused calls.")
  private boolean all;

  @Option(
      names = "--orphans",
      description =
          "Of the calls whose runtime has ended, release those that are paused and kill the others"
              + " that wait (SIGKILL).")
  private boolean orphans;

  /** Creates the subcommand. */
  public ResumeCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if ((all && !ids.isEmpty()) || (orphans && (all || !ids.isEmpty()))) {
      throw new CommandException(
          ExitStatus.MISUSED, "--all, --orphans and an ID cannot be used together");
    }
    WaitingCalls waiting = new WaitingCalls(session.state());
    return orphans ? endOrphans(waiting.all()) : release(waiting.paused());
  }

  private int endOrphans(List<WaitingCall> waiting) {
    for (WaitingCall call : waiting) {
      boolean paused = call.kind() == WaitKind.PAUSE;
      if (!call.hasRuntime() && (paused ? call.release() : call.kill())) {
        session.terminal().line((paused ? "released " : "killed ") + call.id());
      }
    }
    return ExitStatus.DONE;
  }

  private int release(List<WaitingCall> paused) {
    int released = 0;
    for (WaitingCall call : chosen(paused)) {
      if (call.release()) {
        session.terminal().line("released " + call.id());
        released++;
      }
    }
    if (released == 0 && !all) {
      throw new CommandException(ExitStatus.NO, "no call is paused");
    }
    return ExitStatus.DONE;
  }

  private List<WaitingCall> chosen(List<WaitingCall> waiting) {
    if (ids.isEmpty()) {
      if (!all && waiting.size() > 1) {
        throw new CommandException(
            ExitStatus.MISUSED,
            waiting.size() + " calls are paused; give an ID (see cni-fp paused) or --all");
      }
      return waiting;
    }
    List<WaitingCall> chosen = new ArrayList<>();
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
