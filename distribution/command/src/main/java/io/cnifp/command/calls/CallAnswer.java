package io.cnifp.command.calls;

import io.cnifp.api.CniCommand;
import io.cnifp.command.calls.ChainOutcome.PluginCall;
import io.cnifp.command.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows what came of a call: the last plugin's output, or all of each as JSON. */
final class CallAnswer {
  private final Terminal terminal;
  private final String verb;

  CallAnswer(Terminal terminal, String verb) {
    this.terminal = terminal;
    this.verb = verb;
  }

  /** Shows an outcome. */
  void show(CniCommand command, ChainOutcome outcome, boolean json) {
    if (json) {
      terminal.json(outcome.calls().stream().map(CallAnswer::answer).toList());
    } else {
      outcome.calls().forEach(call -> terminal.err().print(call.result().stderr()));
      String stdout = outcome.calls().isEmpty() ? "" : outcome.calls().getLast().result().stdout();
      terminal.out().print(stdout);
      if (terminal.colours() && !stdout.isEmpty() && !stdout.endsWith("\n")) {
        terminal.line("");
      }
      for (PluginCall call : outcome.calls()) {
        if (call.result().status() != 0) {
          terminal.error(
              "cni-fp: "
                  + command
                  + ": "
                  + call.executable()
                  + " failed with "
                  + how(call.result().status()));
        }
      }
    }
    outcome
        .notes()
        .forEach(why -> terminal.error("cni-fp: " + verb + ": no plugin was run: " + why));
    outcome.problems().forEach(problem -> terminal.error("cni-fp: " + verb + ": " + problem));
  }

  private static Map<String, Object> answer(PluginCall call) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("plugin", call.executable().toString());
    answer.put("status", call.result().status());
    answer.put("milliseconds", call.result().elapsed().toMillis());
    answer.put("stdout", call.result().stdout());
    answer.put("stderr", call.result().stderr());
    return answer;
  }

  private static String how(int status) {
    return status > 128 && status <= 128 + 64 ? "signal " + (status - 128) : "status " + status;
  }
}
