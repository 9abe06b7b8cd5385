package io.cnifp.command.calls;

import io.cnifp.api.json.JsonNull;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.statedir.PausedCalls;
import io.cnifp.engine.statedir.PausedCalls.PausedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<PausedCall> calls = new PausedCalls(session.state()).all();
    if (output.isJson()) {
      session.terminal().json(calls.stream().map(PausedCommand::answer).toList());
      return ExitStatus.DONE;
    }
    for (PausedCall call : calls) {
      StringBuilder line =
          new StringBuilder(session.terminal().styled(Terminal.Style.STRONG, call.id()));
      line.append("  ").append(text(call, "point"));
      for (String name : List.of("namespace", "pod", "container", "ifname", "network")) {
        String value = text(call, name);
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

  /** Returns what a call says of itself, in its order. */
  private static Map<String, Object> answer(PausedCall call) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (JsonObject.Member member : call.description().members()) {
      answer.put(
          member.name(),
          member.value() instanceof JsonNumber number
              ? number.asLong()
              : text(call, member.name()));
    }
    return answer;
  }

  private static String text(PausedCall call, String name) {
    return call.description().get(name).orElse(JsonNull.NULL) instanceof JsonString text
        ? text.asText()
        : "";
  }
}
