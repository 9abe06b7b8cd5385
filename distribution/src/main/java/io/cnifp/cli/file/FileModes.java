package io.cnifp.cli.file;

import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a failpoint file and its folder are such that it can be counted in, and by whom. */
public final class FileModes {
  private FileModes() {}

  /** Looks at a file that exists. */
  public static List<Problem> of(Path file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    Path real = file.toRealPath();
    Path folder = real.getParent();
    if (folder != null && !Files.isWritable(folder)) {
      problems.add(
          Problem.warning("", -1, "its folder can't be written, so its counts can't be kept"));
    }
    String others = TrustedPath.check(file.toAbsolutePath()).problem();
    if (!others.isEmpty()) {
      problems.add(
          Problem.warning("", -1, others + ", so others may decide what fails; chmod go-w"));
    }
    return problems;
  }
}
