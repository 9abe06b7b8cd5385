package io.cnifp.command.node;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.resident.EngineSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cni-fp engine}; its {@code run} is a program of its own, which the launcher starts. */
@Command(
    header = {"Run, examine or stop the resident engine.", ""},
    description = {
      "",
      "run     serves calls of this build in the foreground, until SIGTERM or stop",
      "status  says whether an engine runs and what it has done",
      "stop    ends it after the calls that it has begun to answer",
      "",
      "While one runs, a call costs no start of a JVM. Without one, or when a call is none for it,"
          + " each call starts its own. CNI_FP_ENGINE in a call's environment says whether it is"
          + " asked: auto, off, or require, which fails calls that would start their own.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 no engine of this build runs, or, for run, one does.",
      "",
      "Example: cni-fp engine status --output json"
    })
public final class EngineCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "VERB", description = "run, status or stop.")
  private String verb = "";

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public EngineCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    return switch (verb) {
      case "run" -> throw new CommandException(ExitStatus.MISUSED, "run takes no options");
      case "status" -> status();
      case "stop" -> stop();
      default ->
          throw new CommandException(
              ExitStatus.MISUSED, "run, status or stop was expected, not '" + verb + "'");
    };
  }

  private int status() {
    Optional<String> state;
    try {
      state = socket().state();
    } catch (IOException e) {
      throw unanswered(e);
    }
    if (state.isEmpty()) {
      session.terminal().error("cni-fp: no engine of this build runs: cni-fp engine run");
      return ExitStatus.NO;
    }
    if (output.isJson()) {
      session.terminal().line(state.get());
    } else {
      describe(JsonValue.parse(state.get()).asObject());
    }
    return ExitStatus.DONE;
  }

  private void describe(JsonObject state) {
    session
        .terminal()
        .line(
            "build "
                + state.require("build").asText()
                + ", process "
                + state.require("pid").asLong()
                + ", since "
                + state.require("since").asText());
    session.terminal().line(state.require("answered").asLong() + " calls answered");
    for (JsonObject.Member reason : state.require("left").asObject().members()) {
      session
          .terminal()
          .line(reason.value().asLong() + " calls left to their process: " + reason.name());
    }
    session.terminal().line(state.require("broken").asLong() + " connections broken");
    session.terminal().line(state.require("heapKiB").asLong() + " KiB of heap");
  }

  private int stop() {
    try {
      if (socket().stop()) {
        return ExitStatus.DONE;
      }
    } catch (IOException e) {
      throw unanswered(e);
    }
    session.terminal().error("cni-fp: no engine of this build runs");
    return ExitStatus.NO;
  }

  private EngineSocket socket() throws IOException {
    Path home =
        session
            .home()
            .orElseThrow(() ->
                new CommandException(ExitStatus.FAILED, "there is no installation around cni-fp"));
    return EngineSocket.of(session.state(), home);
  }

  private static CommandException unanswered(IOException e) {
    return new CommandException(ExitStatus.FAILED, "the engine does not answer: " + e.getMessage());
  }
}
