package io.cnifp.command.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path on the command line. */
public final class PathArgument {
  private PathArgument() {}

  /**
   * Returns an argument as an absolute path.
   *
   * @throws CommandException with {@link ExitStatus#MISUSED} if it is not a valid path
   */
  public static Path parse(String argument) {
    try {
      return Path.of(argument).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new CommandException(ExitStatus.MISUSED, "'" + argument + "' is not a valid path");
    }
  }
}
