package io.cnifp.cli.command;

import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.provider.Plugin;
import io.cnifp.engine.provider.Providers;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp actions}. */
@Command(
    description = {
      "Lists the actions that failpoints can name, with their forms and where they are from.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0, or 1 if a plugin couldn't be loaded.",
      "",
      "Example: cni-fp actions --output json"
    })
public final class ActionsCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public ActionsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Listing listing = new Listing(session);
    for (FailpointActionProvider provider : Providers.actions().all()) {
      add(listing, provider.name(), provider, Optional.empty());
    }
    List<Plugin> plugins = session.plugins().all(session.policyOrDefault().pluginDirs());
    for (Plugin plugin : plugins) {
      plugin
          .actions()
          .forEach((name, provider) -> add(listing, name, provider, Optional.of(plugin)));
    }
    listing.addProblems(plugins);
    return listing.show("actions", output.isJson());
  }

  private static void add(
      Listing listing, String name, FailpointActionProvider provider, Optional<Plugin> from) {
    listing.add(name, provider::usage, provider::description, from);
  }
}
