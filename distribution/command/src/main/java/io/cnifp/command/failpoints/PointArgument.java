package io.cnifp.command.failpoints;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpoint.UnknownName;

/** The name of a point on the command line. */
final class PointArgument {
  private PointArgument() {}

  /**
   * Returns the name.
   *
   * @throws CommandException with {@link ExitStatus#MISUSED} if there is no such point
   */
  static String require(String name) {
    if (!Points.ALL.contains(name)) {
      String near = UnknownName.nearest(name, Points.ALL);
      throw new CommandException(
          ExitStatus.MISUSED,
          "unknown point '"
              + name
              + "'"
              + (near.isEmpty()
                  ? "; the points are " + String.join(", ", Points.ALL)
                  : "; did you mean " + near + "?"));
    }
    return name;
  }
}
