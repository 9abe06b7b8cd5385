package io.cnifp.command.node;

import io.cnifp.api.CniException;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.policy.AllowedNames;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp policy}. */
@Command(
    header = {"Show, check or write the node's policy.", ""},
    description = {
      "",
      "show [PRESET]  prints the policy, or that of a preset (default)",
      "check [FILE]   checks a policy, and says what an annotation may do under it",
      "write PRESET   makes a preset the node's policy",
      "",
      "The presets are reference (no policy: annotations may do what the reference lets them do),"
          + " test-node (all built-in actions at all points, for a bounded time) and locked"
          + " (annotations are recorded and ignored).",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 success; 1 the policy is invalid, or write would replace one that",
      "is no preset.",
      "",
      "Example: cni-fp policy write test-node"
    })
public final class PolicyCommand extends Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERB",
      description = "show, check or write.")
  private String verb = "show";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PRESET|FILE",
      description = "What to show, to check or to write.")
  private String object = "";

  @Option(names = "--force", description = "Replace a policy that is no preset.")
  private boolean force;

  /** Creates the subcommand. */
  public PolicyCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    return switch (verb) {
      case "show" -> show();
      case "check" -> check();
      case "write" -> write();
      default ->
          throw new CommandException(
              ExitStatus.MISUSED, "show, check or write was expected, not '" + verb + "'");
    };
  }

  private int show() {
    Path path = PolicyReader.path(session.environment());
    Optional<String> text =
        object.isEmpty()
            ? new PolicyFile(path).text()
            : PolicyPreset.require(object).text(new NodePolicy(session).builtIn());
    if (text.isPresent()) {
      text.get().lines().forEach(session.terminal()::line);
    } else {
      session.terminal().line(object.isEmpty() ? "no policy: " + path : "no policy");
    }
    return ExitStatus.DONE;
  }

  private int check() {
    Map<String, String> environment = new HashMap<>(session.environment());
    if (!object.isEmpty()) {
      environment.put(
          PolicyReader.VARIABLE, PathArgument.parse(object).toAbsolutePath().toString());
    }
    Policy policy;
    try {
      policy = PolicyReader.read(environment);
    } catch (CniException e) {
      throw new CommandException(ExitStatus.NO, e.error().message());
    }
    List<String> unknown = new ArrayList<>();
    unknown.addAll(unknown(policy.annotationPoints(), Points.ALL));
    unknown.addAll(unknown(policy.annotationActions(), actions()));
    if (!unknown.isEmpty()) {
      throw new CommandException(
          ExitStatus.NO, "the policy names what does not exist: " + String.join(", ", unknown));
    }
    session.terminal().line(AnnotationRights.of(policy));
    return ExitStatus.DONE;
  }

  private int write() {
    NodePolicy policy = new NodePolicy(session);
    policy.write(PolicyPreset.require(object), force);
    session.terminal().line(policy.rights());
    return ExitStatus.DONE;
  }

  private static Collection<String> unknown(AllowedNames names, Collection<String> known) {
    TreeSet<String> unknown = new TreeSet<>(names.names());
    unknown.removeAll(known);
    return unknown;
  }

  private List<String> actions() {
    return session.actions().stream().map(action -> action.description().name()).toList();
  }
}
