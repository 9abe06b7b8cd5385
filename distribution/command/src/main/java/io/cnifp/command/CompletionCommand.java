package io.cnifp.command;

import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cni-fp completion}. */
@Command(
    header = {"Print a completion script for bash and zsh.", ""},
    description = {""},
    sortOptions = false,
    footer = {"", "Example: source <(cni-fp completion)"})
public final class CompletionCommand extends Subcommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Creates the subcommand. */
  public CompletionCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    session.terminal().out().print(AutoComplete.bash("cni-fp", spec.root().commandLine()));
    return ExitStatus.DONE;
  }
}
