package io.cnifp.cli.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp paused}. */
@Command(
    description = {"Lists the calls that wait at a pause, with the ids that resume takes.", ""},
    sortOptions = false,
    footer = {"", "Example: cni-fp paused"})
public final class PausedCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public PausedCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    List<PausedCalls.Waiting> calls = new PausedCalls(session.state()).all();
    if (output.isJson()) {
      session.terminal().json(calls.stream().map(PausedCalls.Waiting::json).toList());
      return ExitStatus.DONE;
    }
    for (PausedCalls.Waiting call : calls) {
      StringBuilder line =
          new StringBuilder(session.terminal().styled(Terminal.Style.STRONG, call.id()));
      line.append("  ").append(call.json().path("point").asText());
      for (String name : List.of("namespace", "pod", "container", "ifname", "network")) {
        String value = call.json().path(name).asText("");
        if (!value.isEmpty()) {
          line.append("  ").append(name).append('=').append(value);
        }
      }
      line.append(call.isAlive() ? "" : "  (its process is gone)");
      session.terminal().line(line.toString());
    }
    if (calls.isEmpty()) {
      session.terminal().line("no call is paused");
    }
    return ExitStatus.DONE;
  }
}
