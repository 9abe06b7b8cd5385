package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.node.install.Prefix;
import java.nio.file.Path;

/** What {@code install} and {@code uninstall} have in common. */
final class InstallArguments {
  private static final Path DEFAULT_PREFIX = Path.of("/opt/cni-fp");

  /** What the JVM makes of bytes that are not UTF-8. */
  private static final int REPLACEMENT = 0xFFFD;

  private InstallArguments() {}

  /** Returns the image that runs. */
  static Path image(Session session) {
    return session
        .home()
        .orElseThrow(() ->
            new CommandException(
                ExitStatus.NO, "this is not an image of cni-fp; run bin/install of one"));
  }

  /** Returns the prefix: the one that is given, else that of an installed image. */
  static Path prefix(String argument, Path image) {
    return argument.isEmpty()
        ? Prefix.of(image).map(Prefix::directory).orElse(DEFAULT_PREFIX)
        : path("--prefix", argument);
  }

  /** Returns the value of an option as an absolute path. */
  static Path path(String option, String argument) {
    if (argument.isEmpty()) {
      throw new CommandException(ExitStatus.MISUSED, option + " needs a value");
    }
    Path path = PathArgument.parse(argument);
    if (path.toString().codePoints().anyMatch(Character::isISOControl)) {
      throw new CommandException(ExitStatus.MISUSED, option + " has a control character");
    }
    if (path.toString().indexOf(REPLACEMENT) >= 0) {
      throw new CommandException(
          ExitStatus.MISUSED, option + " " + path + " is not valid UTF-8: use another directory");
    }
    return path;
  }
}
