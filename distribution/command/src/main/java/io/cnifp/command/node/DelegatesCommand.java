package io.cnifp.command.node;

import io.cnifp.api.spi.DelegateProvider;
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
    for (DelegateProvider provider : Providers.delegates().all()) {
      add(listing, provider.name(), provider, Optional.empty());
    }
    for (Plugin extension : session.extensions()) {
      Optional<String> origin = Optional.of(extension.shown());
      extension.delegates().forEach((name, provider) -> add(listing, name, provider, origin));
      extension.problems().forEach(problem -> listing.addProblem(extension.shown(), problem));
    }
    listing.print(session.terminal(), "delegates", output.isJson());
    return listing.isComplete() ? ExitStatus.DONE : ExitStatus.NO;
  }

  private static void add(
      Listing listing, String name, DelegateProvider provider, Optional<String> origin) {
    listing.add(name, Optional::empty, provider::description, origin);
  }
}
