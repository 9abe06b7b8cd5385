package io.cnifp.command.calls;

import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.statedir.WaitingCall;
import io.cnifp.engine.statedir.WaitingCalls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cni-fp paused}. */
@Command(
    header = {"List the calls that are paused.", ""},
    description = {
      "",
      "Prints a line for each call that waits at the action \"pause\": its ID, for \"cni-fp"
          + " resume\", its point, how long it has waited, and its pod, container, interface and"
          + " network. A call whose runtime has ended is marked.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp paused"})
public final class PausedCommand extends Subcommand {
  @Option(
      names = "--waiting",
      description = "Also list delays and spins of a second or longer, and hangs.")
  private boolean waiting;

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public PausedCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    WaitingCalls all = new WaitingCalls(session.state());
    List<WaitingCall> calls = waiting ? all.all() : all.paused();
    Instant now = Instant.now();
    if (output.isJson()) {
      session.terminal().json(calls.stream().map(call -> answer(call, now)).toList());
      return ExitStatus.DONE;
    }
    for (WaitingCall call : calls) {
      session.terminal().line(line(call, now));
    }
    if (calls.isEmpty()) {
      session.terminal().line(waiting ? "no call waits" : "no call is paused");
    }
    return ExitStatus.DONE;
  }

  private String line(WaitingCall call, Instant now) {
    StringBuilder line =
        new StringBuilder(session.terminal().styled(Terminal.Style.STRONG, call.id()));
    if (waiting) {
      line.append("  ").append(call.kind().word());
    }
    line.append("  ").append(call.text("point"));
    call.age(now).ifPresent(age -> line.append("  ").append(age.toSeconds()).append('s'));
    for (String name : List.of("namespace", "pod", "container", "ifname", "network")) {
      String value = call.text(name);
      if (!value.isEmpty()) {
        line.append("  ").append(name).append('=').append(value);
      }
    }
    return line.append(call.hasRuntime() ? "" : "  (its runtime has ended)").toString();
  }

  /** Returns what a call says of itself, in its order, and what is seen of it. */
  private static Map<String, Object> answer(WaitingCall call, Instant now) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (JsonObject.Member member : call.description().members()) {
      answer.put(
          member.name(),
          member.value() instanceof JsonNumber number ? number.asLong() : call.text(member.name()));
    }
    call.age(now).ifPresent(age -> answer.put("seconds", age.toSeconds()));
    answer.put("runtimeAlive", call.hasRuntime());
    return answer;
  }
}
