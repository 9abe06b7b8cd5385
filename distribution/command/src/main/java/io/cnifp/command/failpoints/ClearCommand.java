package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointDocument;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cni-fp clear}. */
@Command(
    header = {"Remove failpoints from a file.", ""},
    description = {
      "",
      "Removes the named points, or all of them. Keeps the file and everything else in it. Calls"
          + " then continue as if there were no failpoint.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp clear /tmp/f.json cmdDel"})
public final class ClearCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The failpoint file.")
  private String file = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "POINT",
      description = "Points such as cmdAdd (default: all points).")
  private List<String> points = List.of();

  /** Creates the subcommand. */
  public ClearCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    points.forEach(PointArgument::require);
    List<String> cleared = points.isEmpty() ? Points.ALL : points;
    Path path = PathArgument.parse(file);
    session.editor().edit(path, false, content -> changed(path, content, cleared));
    return ExitStatus.DONE;
  }

  private static byte[] changed(Path path, byte[] content, List<String> points) {
    byte[] changed = content;
    try {
      for (String point : points) {
        changed = FailpointDocument.parse(changed).without(point);
      }
      return changed;
    } catch (JsonException e) {
      throw SetCommand.invalid(path, e);
    }
  }
}
