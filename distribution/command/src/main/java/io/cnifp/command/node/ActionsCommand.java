package io.cnifp.command.node;

import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.Listing;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp actions}. */
@Command(
    header = {"List the actions that a failpoint can use.", ""},
    description = {
      "",
      "Prints the name, the description and the forms of each action, built in or from an"
          + " extension.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 an extension could not be loaded.",
      "",
      "Example: cni-fp actions --output json"
    })
public final class ActionsCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public ActionsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Listing listing = new Listing();
    for (FoundProvider<FailpointActionProvider> provider : session.actions()) {
      listing.add(
          provider.description().name(),
          provider.description().usage(),
          provider.description().description(),
          provider.origin());
    }
    for (ProviderProblem problem : session.providerProblems()) {
      listing.addProblem(problem.origin(), problem.problem());
    }
    listing.print(session.terminal(), "actions", output.isJson());
    return listing.isComplete() ? ExitStatus.DONE : ExitStatus.NO;
  }
}
