package io.cnifp.cli.command;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.provider.Plugin;
import io.cnifp.engine.provider.Providers;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cni-fp delegates}. */
@Command(
    description = {
      "Lists the delegates that have a provider; any other name runs the CNI plugin of that name.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0, or 1 if a plugin couldn't be loaded.",
      "",
      "Example: cni-fp delegates --output json"
    })
public final class DelegatesCommand extends Subcommand {
  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public DelegatesCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Listing listing = new Listing(session);
    for (DelegateProvider provider : Providers.delegates().all()) {
      add(listing, provider.name(), provider, Optional.empty());
    }
    List<Plugin> plugins = session.plugins().all(session.policyOrDefault().pluginDirs());
    for (Plugin plugin : plugins) {
      plugin
          .delegates()
          .forEach((name, provider) -> add(listing, name, provider, Optional.of(plugin)));
    }
    listing.addProblems(plugins);
    return listing.show("delegates", output.isJson());
  }

  private static void add(
      Listing listing, String name, DelegateProvider provider, Optional<Plugin> from) {
    listing.add(name, Optional::empty, provider::description, from);
  }
}
