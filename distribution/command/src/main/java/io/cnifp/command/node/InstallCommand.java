package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.node.install.InstallException;
import io.cnifp.node.install.InstallRequest;
import io.cnifp.node.install.Installation;
import io.cnifp.node.install.Installer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cni-fp install}. */
@Command(
    header = {"Install this image and its launchers.", ""},
    description = {
      "",
      "Copies the image to a directory of its own in the prefix, and installs its launchers into"
          + " the runtime's directory of CNI plugins, as links through PREFIX/current. An existing"
          + " installation is upgraded: one rename switches all launchers, and a call that runs"
          + " keeps its image until it ends. The extensions in PREFIX/extensions and PREFIX/plugins"
          + " stay.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 an error, and nothing has changed; 2 invalid arguments.",
      "",
      "Example: cni-fp install --cni-bin-dir /opt/cni/bin"
    })
public final class InstallCommand extends Subcommand {
  private static final Pattern DELEGATE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  @Option(
      names = "--cni-bin-dir",
      paramLabel = "DIR",
      required = true,
      description = "The directory of CNI plugins, usually /opt/cni/bin.")
  private String binDir = "";

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "The directory to install to (default: that of this image, or /opt/cni-fp).")
  private String prefix = "";

  @Option(
      names = "--delegate",
      paramLabel = "NAME",
      description =
          "Also install a launcher cni-NAME-fp, which delegates to NAME; can be repeated.")
  private List<String> delegates = List.of();

  @Option(
      names = "--policy",
      paramLabel = "PRESET",
      description =
          "Also make a preset the node's policy: reference, test-node or locked (see cni-fp"
              + " policy).")
  private String policy = "";

  @Option(
      names = "--force",
      description = "Replace files that have a launcher's name but belong to something else.")
  private boolean force;

  /** Creates the subcommand. */
  public InstallCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<PolicyPreset> preset =
        policy.isEmpty() ? Optional.empty() : Optional.of(PolicyPreset.require(policy));
    Path image = InstallArguments.image(session);
    for (String delegate : delegates) {
      if (!DELEGATE.matcher(delegate).matches()) {
        throw new CommandException(
            ExitStatus.MISUSED,
            "--delegate "
                + delegate
                + ": a name has the characters a-z 0-9 . _ - and starts with a letter or digit");
      }
    }
    InstallRequest request =
        new InstallRequest(
            image,
            InstallArguments.prefix(prefix, image),
            InstallArguments.path("--cni-bin-dir", binDir),
            delegates,
            force);
    try {
      report(new Installer().install(request));
      NodePolicy node = new NodePolicy(session);
      preset.ifPresent(chosen -> node.write(chosen, false));
      session.terminal().line(node.rights());
      return ExitStatus.DONE;
    } catch (InstallException e) {
      throw new CommandException(ExitStatus.NO, String.valueOf(e.getMessage()));
    }
  }

  private void report(Installation installed) {
    session
        .terminal()
        .line("cni-fp " + installed.version() + " is in " + installed.prefix() + "; launchers:");
    for (Path launcher : installed.launchers()) {
      session.terminal().line("  " + launcher);
    }
  }
}
