package io.cnifp.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cni-fp completion}. */
@Command(
    description = {"Prints what makes bash or zsh complete the words of cni-fp.", ""},
    sortOptions = false,
    footer = {"", "Example: source <(cni-fp completion)"})
public final class CompletionCommand extends Subcommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Creates the command. */
  public CompletionCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    session.terminal().out().print(AutoComplete.bash("cni-fp", spec.root().commandLine()));
    return ExitStatus.DONE;
  }
}
