package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.safefile.ForbiddenPathException;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.safefile.RemoteFileSystemException;
import io.cnifp.engine.safefile.UnsafeFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The errors of failpoint files: all have code 999 and name the file, none quotes its content. */
final class FailpointFileErrors {
  private FailpointFileErrors() {}

  /** Returns what the errors of a file name. */
  static String subject(Path path) {
    return "the failpoint file " + DisplayPath.of(path);
  }

  /** Returns what the errors of a directory name. */
  static String directory(Path path) {
    return "the directory of failpoint files " + DisplayPath.of(path);
  }

  /** Returns the error for a problem that continues "the failpoint file X ...". */
  static CniException of(Path path, String problem) {
    return of(subject(path), problem);
  }

  /** Returns the error for a problem that continues what it names. */
  static CniException of(String subject, String problem) {
    return new CniException(CniError.INTERNAL, subject + " " + problem);
  }

  /** Returns the error for an invalid failpoint. */
  static CniException invalid(String subject, String point, FailpointSyntaxException e) {
    return of(subject, "is wrong: " + point + ": " + e.getMessage());
  }

  /**
   * Returns the error for a file that cannot be resolved, opened or read; a refusal by the policy
   * if an annotation has named what may not be opened.
   */
  static RuntimeException unreadable(Path path, PathRules rules, IOException e) {
    if (e instanceof ForbiddenPathException) {
      return new PolicyRefusal(
          "the node's policy forbids " + DisplayPath.of(path) + " as a failpoint file (confDirs)");
    }
    if (e instanceof RemoteFileSystemException) {
      return new PolicyRefusal(
          "the failpoint file "
              + DisplayPath.of(path)
              + " is on a file system of the type "
              + DisplayPath.of(String.valueOf(e.getMessage()))
              + ": an annotation may name files on local ones, and in confDirs of the node's"
              + " policy");
    }
    if (e instanceof UnsafeFileException) {
      CniException error = of(path, reason(e));
      return rules.isForAnnotations() ? new PolicyRefusal(error.error().message()) : error;
    }
    return of(path, "cannot be opened: " + reason(e));
  }

  /** Returns the reason of a failure without the names that the JDK puts into its messages. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "something on its path is not a directory";
    }
    if (e instanceof FileSystemLoopException) {
      return "Too many levels of symbolic links";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? "it was removed or replaced meanwhile" : DisplayPath.of(reason);
  }
}
