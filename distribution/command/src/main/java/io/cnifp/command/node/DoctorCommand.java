package io.cnifp.command.node;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.extension.Extension;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderProblem;
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
    header = {"Check the installation for problems.", ""},
    description = {
      "",
      "Checks that no other user can change the installation, which builds it has and who uses"
          + " them, that the runtime finds the launchers and the delegates, that the AOT cache is"
          + " used, and that policy, journal, extensions and network configurations are valid.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 no problems, or only warnings; 1 a check failed.",
      "",
      "Example: cni-fp doctor --cni-bin-dir /opt/cni/bin"
    })
public final class DoctorCommand extends Subcommand {
  @Option(
      names = "--cni-bin-dir",
      paramLabel = "DIR",
      description = "A directory of CNI plugins of the runtime (default: the usual ones).")
  private List<String> binDirs = List.of();

  @Option(
      names = "--cni-conf-dir",
      paramLabel = "DIR",
      description = "Its network configurations (default: /etc/cni/net.d).")
  private String confDir = "/etc/cni/net.d";

  @Option(
      names = "--extension",
      paramLabel = "JAR",
      description = "A jar, or a directory of jars, to be checked before it is installed.")
  private List<String> uninstalled = List.of();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public DoctorCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (String extension : uninstalled) {
      findings.addAll(new ExtensionCheck(session, PathArgument.parse(extension)).check());
    }
    if (uninstalled.isEmpty()) {
      checkInstallation(findings);
    }
    if (output.isJson()) {
      session.terminal().json(findings.stream().map(DoctorCommand::answer).toList());
    } else {
      findings.forEach(this::show);
    }
    boolean wrong = findings.stream().anyMatch(found -> found.grade() == Finding.Grade.wrong);
    return wrong ? ExitStatus.NO : ExitStatus.DONE;
  }

  private void checkInstallation(List<Finding> findings) throws InterruptedException {
    Path home =
        session
            .home()
            .orElseThrow(() ->
                new CommandException(
                    ExitStatus.FAILED, "this is not an installation; run bin/cni-fp of one"));
    List<Path> directories = directories(home);
    findings.add(new Finding(Finding.Grade.ok, "cni-fp", session.version() + " in " + home));
    findings.addAll(InstallationCheck.check(home));
    findings.addAll(LauncherCheck.check(directories, home));
    findings.add(AotCacheCheck.check(home));
    findings.add(EngineCheck.check(session.state(), home));
    findings.addAll(PolicyCheck.check(session.environment()));
    findings.addAll(extensions());
    findings.addAll(NetworkDirectory.check(PathArgument.parse(confDir), directories, provided()));
  }

  /** Returns where the runtime looks; the installation's own directory only if it is named. */
  private List<Path> directories(Path home) {
    return binDirs.isEmpty()
        ? session.pluginDirectories().stream()
            .filter(directory -> !directory.equals(home.resolve("bin")))
            .toList()
        : binDirs.stream().map(PathArgument::parse).toList();
  }

  /** Returns the delegates that run no CNI plugin of their name. */
  private Set<String> provided() {
    Set<String> names = new HashSet<>();
    for (FoundProvider<DelegateProvider> delegate : session.delegates()) {
      if (!delegate.description().traits().contains(ProviderInfo.Trait.RUNS_CNI_PLUGIN)) {
        names.add(delegate.description().name());
      }
    }
    return names;
  }

  private List<Finding> extensions() {
    List<Finding> findings = new ArrayList<>();
    List<ProviderProblem> problems = session.providerProblems();
    for (Extension extension : session.extensions()) {
      List<String> names = new ArrayList<>();
      extension.actions().providers().forEach(each -> names.add(each.description().name()));
      extension.delegates().providers().forEach(each -> names.add(each.description().name()));
      if (problems.stream().noneMatch(each -> each.origin().equals(extension.origin()))) {
        findings.add(
            Finding.ok("extension " + extension.origin(), "provides " + String.join(", ", names)));
      }
    }
    for (ProviderProblem problem : problems) {
      findings.add(Finding.wrong("extension " + problem.origin(), problem.problem()));
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
