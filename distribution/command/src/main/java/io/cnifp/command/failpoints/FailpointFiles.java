package io.cnifp.command.failpoints;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.engine.failpointfile.FailpointDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The failpoint files that arguments name: a directory stands for the files that calls use. */
final class FailpointFiles {
  private FailpointFiles() {}

  /**
   * Returns the files of all arguments; what is no directory is returned as it is.
   *
   * @throws CommandException with status 3 if a directory cannot be read
   */
  static List<String> named(List<String> arguments) {
    List<String> files = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-") || !Files.isDirectory(PathArgument.parse(argument))) {
        files.add(argument);
      } else {
        files.addAll(in(PathArgument.parse(argument)));
      }
    }
    return files;
  }

  private static List<String> in(Path directory) {
    try {
      return FailpointDirectory.names(directory).stream()
          .map(name -> directory.resolve(name).toString())
          .toList();
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, directory + " cannot be read: " + FailpointReader.reason(e));
    }
  }
}
