package io.cnifp.cli.command;

import io.cnifp.api.CniException;
import io.cnifp.cli.installation.AotCache;
import io.cnifp.cli.installation.Finding;
import io.cnifp.cli.installation.Launchers;
import io.cnifp.cli.installation.NetworkFolder;
import io.cnifp.cli.installation.NodePolicy;
import io.cnifp.engine.provider.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cni-fp doctor}. */
@Command(
    description = {
      "Examines the installation: is it where the runtime looks, are delegates found, is the AOT"
          + " cache in force, do policy, permissions and networks make sense.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0, or 1 if something is wrong; warnings are no reason.",
      "",
      "Example: cni-fp doctor --cni-bin-dir /opt/cni/bin"
    })
public final class DoctorCommand extends Subcommand {
  @Option(
      names = "--cni-bin-dir",
      paramLabel = "FOLDER",
      description = "Where the runtime looks for plugins (default: the usual folders).")
  private List<String> binDirs = List.of();

  @Option(
      names = "--cni-conf-dir",
      paramLabel = "FOLDER",
      description = "Where its networks are (default: /etc/cni/net.d).")
  private String confDir = "/etc/cni/net.d";

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public DoctorCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Path home =
        session
            .home()
            .orElseThrow(() ->
                new CommandException(
                    ExitStatus.FAILED, "this isn't an installation: run bin/cni-fp of one"));
    List<Path> folders = folders(home);
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Finding.Grade.ok, "cni-fp", session.version() + " in " + home));
    findings.addAll(Launchers.examine(folders, home));
    findings.add(AotCache.examine(home));
    findings.addAll(NodePolicy.examine(session.environment()));
    findings.addAll(plugins());
    findings.addAll(NetworkFolder.examine(Session.path(confDir), folders, provided()));
    if (output.isJson()) {
      session.terminal().json(findings.stream().map(DoctorCommand::answer).toList());
    } else {
      findings.forEach(this::show);
    }
    boolean wrong = findings.stream().anyMatch(found -> found.grade() == Finding.Grade.wrong);
    return wrong ? ExitStatus.NO : ExitStatus.DONE;
  }

  /** Where the runtime looks: the installation's own folder only if that is said. */
  private List<Path> folders(Path home) {
    return binDirs.isEmpty()
        ? session.pluginFolders().stream()
            .filter(folder -> !folder.equals(home.resolve("bin")))
            .toList()
        : binDirs.stream().map(Session::path).toList();
  }

  /** The delegates that run no executable of their name. */
  private Set<String> provided() {
    Set<String> names = new HashSet<>(Set.of("none", "fixed"));
    for (Plugin plugin : session.plugins().all(session.policyOrDefault().pluginDirs())) {
      names.addAll(plugin.delegates().keySet());
    }
    return names;
  }

  private List<Finding> plugins() {
    List<Finding> findings = new ArrayList<>();
    List<Path> further = List.of();
    try {
      further = session.policy().pluginDirs();
    } catch (CniException e) {
      // Told with the policy.
    }
    for (Plugin plugin : session.plugins().all(further)) {
      List<String> brings = new ArrayList<>();
      brings.addAll(plugin.actions().keySet());
      brings.addAll(plugin.delegates().keySet());
      if (plugin.problems().isEmpty()) {
        findings.add(
            new Finding(
                Finding.Grade.ok,
                "extension " + plugin.shown(),
                "brings " + String.join(", ", brings)));
      }
      for (String problem : plugin.problems()) {
        findings.add(new Finding(Finding.Grade.wrong, "extension " + plugin.shown(), problem));
      }
    }
    return findings;
  }

  private void show(Finding finding) {
    Terminal terminal = session.terminal();
    Terminal.Style style =
        switch (finding.grade()) {
          case ok -> Terminal.Style.GOOD;
          case warning -> Terminal.Style.DOUBTFUL;
          case wrong -> Terminal.Style.BAD;
        };
    String grade = String.format("%-7s", finding.grade());
    terminal.line(
        terminal.styled(style, grade) + "  " + finding.subject() + ": " + finding.message());
  }

  private static Map<String, Object> answer(Finding finding) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("grade", finding.grade().name());
    answer.put("subject", finding.subject());
    answer.put("message", finding.message());
    return answer;
  }
}
