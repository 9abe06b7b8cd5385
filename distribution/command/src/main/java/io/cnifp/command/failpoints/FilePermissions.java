package io.cnifp.command.failpoints;

import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks who can change a failpoint file, and whether its counts can be written. */
final class FilePermissions {
  private FilePermissions() {}

  /** Checks a file, which must exist. */
  static List<Problem> check(Path file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    Path real = file.toRealPath();
    Path directory = real.getParent();
    if (directory != null && !Files.isWritable(directory)) {
      problems.add(
          Problem.warning("", -1, "its directory is not writable, so counts cannot be written"));
    }
    String others = TrustedPath.check(file.toAbsolutePath()).problem();
    if (!others.isEmpty()) {
      problems.add(
          Problem.warning("", -1, others + ", so other users can decide what fails; chmod go-w"));
    }
    return problems;
  }
}
