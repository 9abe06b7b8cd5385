package io.cnifp.cli.command;

import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.cli.file.FailpointLint;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpoint.UnknownName;
import io.cnifp.engine.file.FailpointDocument;
import io.cnifp.engine.file.FailpointFileEditor;
import io.cnifp.engine.provider.ActionBinder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cni-fp set}. */
@Command(
    description = {
      "Sets failpoints of a file, which is made if it isn't there.",
      "",
      "All at once and under the lock that calls take: no call sees half of it. Everything else in"
          + " the file stays. Nothing is written if one of them is wrong.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp set /tmp/f.json cmdAdd='1*error(try-again)' cmdDel='2*error'"})
public final class SetCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The failpoint file.")
  private String file = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "POINT=FAILPOINT",
      description = "A point such as cmdAdd or afterDel, and what is to happen there.")
  private List<String> assignments = List.of();

  /** Creates the command. */
  public SetCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    ActionBinder binder = session.binder();
    Map<String, String> points = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new CommandException(
            ExitStatus.MISUSED,
            "'" + assignment + "' isn't POINT=FAILPOINT (see cni-fp set --help)");
      }
      String point = requirePoint(assignment.substring(0, equals));
      String text = assignment.substring(equals + 1);
      Failpoint failpoint = LoadedFile.failpoint(point, text, binder);
      for (FailpointLint.Warning warning : FailpointLint.of(point, failpoint)) {
        session.terminal().error("cni-fp: warning: " + point + ": " + warning.message());
      }
      points.put(point, text);
    }
    Path path = Session.path(file);
    FailpointFileEditor editor = session.editor();
    editor.createIfMissing(path);
    editor.edit(path, content -> changed(path, content, points));
    return ExitStatus.DONE;
  }

  private static byte[] changed(Path path, byte[] content, Map<String, String> points) {
    byte[] changed = content;
    try {
      for (Map.Entry<String, String> point : points.entrySet()) {
        changed = FailpointDocument.parse(changed).put(point.getKey(), point.getValue());
      }
      return changed;
    } catch (JsonSyntaxException e) {
      throw invalid(path, e);
    }
  }

  static CommandException invalid(Path path, JsonSyntaxException e) {
    return new CommandException(
        ExitStatus.NO,
        path + " isn't a failpoint file: " + e.getMessage() + "; nothing was changed");
  }

  /** The point of this name, spelt exactly. */
  static String requirePoint(String name) {
    if (!Points.ALL.contains(name)) {
      String near = UnknownName.nearest(name, Points.ALL);
      throw new CommandException(
          ExitStatus.MISUSED,
          "there is no point '"
              + name
              + "'"
              + (near.isEmpty()
                  ? ", only " + String.join(", ", Points.ALL)
                  : "; did you mean " + near + "?"));
    }
    return name;
  }
}
