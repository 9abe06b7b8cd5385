package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an exception of the file system says to people. */
final class Problem {
  private Problem() {}

  static String of(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException failed && failed.getReason() == null) {
      return switch (failed) {
        case AccessDeniedException _ -> message + ": permission denied";
        case NoSuchFileException _ -> message + ": no such file or directory";
        default -> message + ": " + e.getClass().getSimpleName();
      };
    }
    return message;
  }
}
