package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonException;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointDocument;
import io.cnifp.engine.failpointfile.FailpointFileEditor;
import io.cnifp.engine.safefile.UnsafeFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads failpoints for subcommands that need valid ones. */
final class FailpointReader {
  private FailpointReader() {}

  /**
   * Returns what a file says.
   *
   * @throws CommandException with status 3 if it can't be read, with 1 if it is invalid
   */
  static FailpointContent read(Path path, ActionBinder binder) {
    try {
      FailpointDocument document = FailpointDocument.parse(content(path));
      document.requireKnownPoints();
      Map<String, Failpoint> failpoints = new LinkedHashMap<>();
      for (String point : document.points()) {
        failpoints.put(point, parse(point, document.point(point).orElseThrow(), binder));
      }
      return new FailpointContent(document.limits(), failpoints, document.state());
    } catch (JsonException e) {
      throw invalid(path, String.valueOf(e.getMessage()));
    } catch (CommandException e) {
      throw e.status() == ExitStatus.NO ? invalid(path, String.valueOf(e.getMessage())) : e;
    }
  }

  /**
   * Returns a failpoint.
   *
   * @param name its point, or its name in messages if it stands alone
   * @throws CommandException with status 1 if it is invalid
   */
  static Failpoint parse(String name, String text, ActionBinder binder) {
    try {
      Failpoint failpoint = Failpoint.parse(text);
      if (Points.ALL.contains(name)) {
        binder.bind(name, failpoint);
      } else {
        binder.bind(failpoint);
      }
      return failpoint;
    } catch (FailpointSyntaxException e) {
      throw new CommandException(ExitStatus.NO, name + ": " + e.getMessage());
    }
  }

  private static byte[] content(Path path) {
    try {
      return FailpointFileEditor.read(path);
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitStatus.FAILED, path + ": no such file");
    } catch (UnsafeFileException e) {
      throw new CommandException(ExitStatus.FAILED, path + " " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException(ExitStatus.FAILED, path + " cannot be read: " + reason(e));
    }
  }

  /** Returns the reason of a failure; the JDK's message is often only the path. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static CommandException invalid(Path path, String why) {
    return new CommandException(
        ExitStatus.NO, path + ": " + why + "; cni-fp check shows the place");
  }
}
