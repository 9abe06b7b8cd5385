package io.cnifp.command.calls;

import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp paused}. */
@Command(
    header = {"List the calls that are paused.", ""},
    description = {
      "",
      "Prints a line for each call that waits at the action \"pause\": its ID, for \"cni-fp"
          + " resume\", its point, and its pod, container, interface and network.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp paused"})
public final class PausedCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public PausedCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    List<PausedCalls.PausedCall> calls = new PausedCalls(session.state()).all();
    if (output.isJson()) {
      session.terminal().json(calls.stream().map(PausedCalls.PausedCall::json).toList());
      return ExitStatus.DONE;
    }
    for (PausedCalls.PausedCall call : calls) {
      StringBuilder line =
          new StringBuilder(session.terminal().styled(Terminal.Style.STRONG, call.id()));
      line.append("  ").append(call.json().path("point").asText());
      for (String name : List.of("namespace", "pod", "container", "ifname", "network")) {
        String value = call.json().path(name).asText("");
        if (!value.isEmpty()) {
          line.append("  ").append(name).append('=').append(value);
        }
      }
      line.append(call.isAlive() ? "" : "  (its process no longer exists)");
      session.terminal().line(line.toString());
    }
    if (calls.isEmpty()) {
      session.terminal().line("no call is paused");
    }
    return ExitStatus.DONE;
  }
}
