package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.node.install.CachedResults;
import io.cnifp.node.install.InstallException;
import io.cnifp.node.install.Uninstalled;
import io.cnifp.node.install.Uninstaller;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cni-fp uninstall}. */
@Command(
    header = {"Remove an installation.", ""},
    description = {
      "",
      "Removes what was installed, and nothing else. The image of a call that still runs stays"
          + " until this is run again.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 an error; 2 invalid arguments; 3 something is left: files of"
          + " others, or what calls or a runtime still need."
    })
public final class UninstallCommand extends Subcommand {
  private static final int LEFT = 3;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "The installation (default: that of this image, or /opt/cni-fp).")
  private String prefix = "";

  @Option(
      names = "--when-unused",
      description =
          "Keep the launchers that a cached result of a runtime names: it deletes these"
              + " attachments with them.")
  private boolean whenUnused;

  @Option(
      names = "--cni-cache-dir",
      paramLabel = "DIR",
      description = "The runtime's cache of CNI results (default: /var/lib/cni).")
  private String cacheDir = "/var/lib/cni";

  /** Creates the subcommand. */
  public UninstallCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<CachedResults> results =
        whenUnused
            ? Optional.of(
                new CachedResults(
                    InstallArguments.path("--cni-cache-dir", cacheDir).resolve("results")))
            : Optional.empty();
    try {
      Uninstalled uninstalled =
          new Uninstaller()
              .uninstall(InstallArguments.prefix(prefix, InstallArguments.image(session)), results);
      report(uninstalled);
      return uninstalled.isComplete() ? ExitStatus.DONE : LEFT;
    } catch (InstallException e) {
      throw new CommandException(ExitStatus.NO, String.valueOf(e.getMessage()));
    }
  }

  private void report(Uninstalled uninstalled) {
    if (uninstalled.isComplete()) {
      session.terminal().line("cni-fp is uninstalled from " + uninstalled.prefix());
      return;
    }
    if (!uninstalled.needed().isEmpty()) {
      warn("cni-fp stays in " + uninstalled.prefix() + ", because a runtime still needs it:");
      uninstalled
          .needed()
          .forEach((launcher, result) -> warn("  " + launcher + ", which " + result + " names"));
    }
    if (!uninstalled.used().isEmpty()) {
      warn(
          "cni-fp is uninstalled from "
              + uninstalled.prefix()
              + ", but calls still use these directories; when they have ended, run this again:");
      uninstalled
          .used()
          .forEach((directory, processes) ->
              warn(
                  "  "
                      + directory
                      + processes.stream()
                          .map(process -> " " + process)
                          .collect(Collectors.joining("", ": processes", ""))));
    }
    if (!uninstalled.files().isEmpty()) {
      warn(
          "cni-fp is uninstalled from "
              + uninstalled.prefix()
              + "; these files were not installed by it and are left:");
      uninstalled.files().forEach(file -> warn("  " + file));
    }
  }

  private void warn(String line) {
    session.terminal().error(line);
  }
}
