package io.cnifp.cli.command;

import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.file.FailpointDocument;
import io.cnifp.engine.file.FailpointFile;
import io.cnifp.engine.provider.ActionBinder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the failpoints of a file for commands that need a valid one. */
final class LoadedFile {
  private LoadedFile() {}

  /**
   * The failpoints by their points.
   *
   * @throws CommandException with status 3 if it can't be read, with 1 if it isn't valid
   */
  static Map<String, Failpoint> of(Path path, ActionBinder binder) {
    try {
      FailpointDocument document = FailpointDocument.parse(read(path));
      document.requireKnownPoints();
      Map<String, Failpoint> failpoints = new LinkedHashMap<>();
      for (String point : document.points()) {
        failpoints.put(point, failpoint(point, document.point(point).orElseThrow(), binder));
      }
      return failpoints;
    } catch (JsonSyntaxException e) {
      throw invalid(path, String.valueOf(e.getMessage()));
    } catch (CommandException e) {
      throw e.status() == ExitStatus.NO ? invalid(path, String.valueOf(e.getMessage())) : e;
    }
  }

  /**
   * Reads one failpoint.
   *
   * @param what what to call it in a message
   * @throws CommandException with status 1 if it isn't valid
   */
  static Failpoint failpoint(String what, String text, ActionBinder binder) {
    try {
      Failpoint failpoint = Failpoint.parse(text);
      binder.bind(failpoint);
      return failpoint;
    } catch (FailpointSyntaxException e) {
      throw new CommandException(ExitStatus.NO, what + ": " + e.getMessage());
    }
  }

  private static byte[] read(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new CommandException(ExitStatus.FAILED, path + " isn't a regular file");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] content = stream.readNBytes(FailpointFile.MAX_SIZE + 1);
      if (content.length > FailpointFile.MAX_SIZE) {
        throw new CommandException(
            ExitStatus.NO, "it is larger than " + FailpointFile.MAX_SIZE + " bytes");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitStatus.FAILED, path + ": there is no such file");
    } catch (IOException e) {
      throw new CommandException(ExitStatus.FAILED, path + " can't be read: " + reason(e));
    }
  }

  /** The reason of a failure without the path that the JDK says instead of one. */
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
