package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonException;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpointfile.FailpointDocument;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cni-fp set}. */
@Command(
    header = {"Set failpoints in a file.", ""},
    description = {
      "",
      "Creates the file if it does not exist, and keeps everything else in it. The change is"
          + " atomic: it takes the lock that calls take, and nothing is written if one failpoint is"
          + " invalid.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  cni-fp set /tmp/f.json cmdAdd='1*error(try-again)' cmdDel='2*error'",
      "  cni-fp set /tmp/f.json cmdAdd=error --until 30m --at-most 3 --when 'pod=web-*'"
    })
public final class SetCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The failpoint file.")
  private String file = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "POINT=FAILPOINT",
      completionCandidates = SuggestedFailpoints.class,
      description = "A point, such as cmdAdd or afterDel, and its failpoint.")
  private List<String> assignments = List.of();

  @Mixin private LimitOptions limits = new LimitOptions();

  /** Creates the subcommand. */
  public SetCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    ActionBinder binder = session.binder();
    FailpointLint lint = new FailpointLint(session.endingActions(), session.clock());
    Map<String, String> points = new LinkedHashMap<>();
    if (assignments.isEmpty() && limits.areNone()) {
      throw new CommandException(
          ExitStatus.MISUSED, "a POINT=FAILPOINT or a limit was expected (see cni-fp set --help)");
    }
    limits.check(session.clock());
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new CommandException(
            ExitStatus.MISUSED,
            "'" + assignment + "' is not POINT=FAILPOINT (see cni-fp set --help)");
      }
      String point = PointArgument.require(assignment.substring(0, equals));
      String text = assignment.substring(equals + 1);
      Failpoint failpoint = FailpointReader.parse(point, text, binder);
      for (FailpointLint.Warning warning : lint.warnings(point, failpoint)) {
        session.terminal().error("cni-fp: warning: " + point + ": " + warning.message());
      }
      if (points.put(point, text) != null) {
        throw new CommandException(
            ExitStatus.MISUSED, "the point " + point + " is given twice; nothing was changed");
      }
    }
    Path path = PathArgument.parse(file);
    session.editor().edit(path, true, content -> changed(path, content, points, limits));
    return ExitStatus.DONE;
  }

  private static byte[] changed(
      Path path, byte[] content, Map<String, String> points, LimitOptions limits) {
    byte[] changed = content;
    try {
      for (Map.Entry<String, String> point : points.entrySet()) {
        changed = FailpointDocument.parse(changed).put(point.getKey(), point.getValue());
      }
      return limits.set(changed);
    } catch (JsonException e) {
      throw invalid(path, e);
    }
  }

  static CommandException invalid(Path path, JsonException e) {
    return new CommandException(
        ExitStatus.NO,
        path + " is not a failpoint file: " + e.getMessage() + "; nothing was changed");
  }
}
