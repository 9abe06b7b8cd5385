package io.cnifp.command.node;

import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.Listing;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.engine.provider.Plugin;
import io.cnifp.engine.provider.Providers;
import java.util.Optional;
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
    for (FailpointActionProvider provider : Providers.actions().all()) {
      add(listing, provider.name(), provider, Optional.empty());
    }
    for (Plugin extension : session.extensions()) {
      Optional<String> origin = Optional.of(extension.shown());
      extension.actions().forEach((name, provider) -> add(listing, name, provider, origin));
      extension.problems().forEach(problem -> listing.addProblem(extension.shown(), problem));
    }
    listing.print(session.terminal(), "actions", output.isJson());
    return listing.isComplete() ? ExitStatus.DONE : ExitStatus.NO;
  }

  private static void add(
      Listing listing, String name, FailpointActionProvider provider, Optional<String> origin) {
    listing.add(name, provider::usage, provider::description, origin);
  }
}
