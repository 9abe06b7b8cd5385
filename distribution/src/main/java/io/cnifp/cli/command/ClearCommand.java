package io.cnifp.cli.command;

import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.file.FailpointDocument;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cni-fp clear}. */
@Command(
    description = {
      "Takes failpoints out of a file: the named ones, or all. Calls then go on as if there were"
          + " none.",
      "",
      "The file and everything else in it stay.",
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
      description = "Points such as cmdAdd; without any, all.")
  private List<String> points = List.of();

  /** Creates the command. */
  public ClearCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    points.forEach(SetCommand::requirePoint);
    List<String> cleared = points.isEmpty() ? Points.ALL : points;
    Path path = Session.path(file);
    session.editor().edit(path, content -> changed(path, content, cleared));
    return ExitStatus.DONE;
  }

  private static byte[] changed(Path path, byte[] content, List<String> points) {
    byte[] changed = content;
    try {
      for (String point : points) {
        byte[] before;
        do {
          // The same point may be there in several spellings.
          before = changed;
          changed = FailpointDocument.parse(before).without(point);
        } while (!Arrays.equals(before, changed));
      }
      return changed;
    } catch (JsonSyntaxException e) {
      throw SetCommand.invalid(path, e);
    }
  }
}
