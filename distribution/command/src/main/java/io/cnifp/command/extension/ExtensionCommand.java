package io.cnifp.command.extension;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.node.install.Prefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp extension}. */
@Command(
    header = {"Write a new project for an extension.", ""},
    description = {
      "",
      "new NAME  writes a Maven project: an action of this name, or a delegate, and tests",
      "",
      "The project is built with \"mvn package\", against the api and the test kit in this"
          + " installation (share/maven); JUnit and Maven's plugins come from Maven Central. The"
          + " api is documented in share/doc/api.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 the directory is not empty; 2 invalid arguments; 3 an",
      "error, and nothing is written.",
      "",
      "Example: cni-fp extension new acme.flaky"
    })
public final class ExtensionCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "VERB", description = "new.")
  private String verb = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "What failpoints or configurations write, with a dot: acme.flaky.")
  private String name = "";

  @Option(names = "--delegate", description = "Write a delegate instead of an action.")
  private boolean delegate;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where to write: a directory that is missing or empty (default: ./acme-flaky).")
  private String directory = "";

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of the classes (default: the name).")
  private String packageName = "";

  /** Creates the subcommand. */
  public ExtensionCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (!verb.equals("new")) {
      throw new CommandException(ExitStatus.MISUSED, "new was expected, not '" + verb + "'");
    }
    ProjectNames names = ProjectNames.of(name, delegate, packageName);
    Path home = home();
    String target = directory.isEmpty() ? names.artifact() : directory;
    new NewDirectory(PathArgument.parse(target))
        .write(new ProjectFiles(values(names, home)).of(names, delegate));
    String kind = delegate ? "delegate " : "action ";
    session.terminal().line(target + " has a project for the " + kind + name + "; next:");
    session.terminal().line("  cd " + target);
    session.terminal().line("  mvn package");
    session
        .terminal()
        .line("  cni-fp doctor --extension target/" + names.artifact() + "-1.0.0.jar");
    return ExitStatus.DONE;
  }

  /** Returns the installation by the path that it keeps when it is upgraded. */
  private Path home() {
    Path home =
        session
            .home()
            .filter(path -> Files.isDirectory(path.resolve("share/maven")))
            .orElseThrow(() ->
                new CommandException(
                    ExitStatus.FAILED,
                    "this is not an installation with a share/maven; run bin/cni-fp of one"));
    return current(home).orElse(home);
  }

  private static Optional<Path> current(Path home) {
    return Prefix.of(home)
        .filter(prefix -> prefix.currentBuild().map(prefix::build).filter(home::equals).isPresent())
        .map(Prefix::current);
  }

  private Map<String, String> values(ProjectNames names, Path home) {
    Path extensions = Prefix.of(session.home().orElse(home)).map(Prefix::directory).orElse(home);
    return Map.ofEntries(
        Map.entry("name", names.name()),
        Map.entry("package", names.packageName()),
        Map.entry("class", names.className()),
        Map.entry("group", names.group()),
        Map.entry("artifact", names.artifact()),
        Map.entry("version", session.version()),
        Map.entry("home", home.toString()),
        Map.entry("extensions", extensions.resolve("extensions").toString()),
        Map.entry("documentation", home.resolve("share/doc/api/index.html").toString()),
        // No character of a URI but this one would need an escape in XML.
        Map.entry(
            "repository", home.resolve("share/maven").toUri().toString().replace("&", "%26")));
  }
}
