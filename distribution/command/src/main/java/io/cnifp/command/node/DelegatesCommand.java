package io.cnifp.command.node;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.Listing;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp delegates}. */
@Command(
    header = {"List the delegates.", ""},
    description = {
      "",
      "Prints the delegates that are built in or come from an extension. As a delegate, any other"
          + " name runs the CNI plugin of that name.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 an extension could not be loaded.",
      "",
      "Example: cni-fp delegates --output json"
    })
public final class DelegatesCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public DelegatesCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Listing listing = new Listing();
    for (FoundProvider<DelegateProvider> provider : session.delegates()) {
      listing.add(
          provider.description().name(),
          provider.description().usage(),
          provider.description().description(),
          provider.origin());
    }
    for (ProviderProblem problem : session.providerProblems()) {
      listing.addProblem(problem.origin(), problem.problem());
    }
    listing.print(session.terminal(), "delegates", output.isJson());
    return listing.isComplete() ? ExitStatus.DONE : ExitStatus.NO;
  }
}
