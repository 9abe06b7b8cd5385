package io.cnifp.image;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The documentation of the api and the test kit, for authors of extensions. */
final class ApiDocumentation {
  private ApiDocumentation() {}

  /**
   * Writes the documentation as HTML.
   *
   * @param sources the directory of the modules
   * @param classPath the jars that the test kit depends on
   * @param directory where to write
   * @throws IllegalStateException if a comment is wrong: it says which
   */
  static void write(Path sources, List<Path> classPath, Path directory) throws IOException {
    Files.createDirectories(directory);
    ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
    StringWriter messages = new StringWriter();
    int status =
        javadoc.run(
            new PrintWriter(messages),
            new PrintWriter(messages),
            "-quiet",
            "-notimestamp",
            "--no-fonts",
            "-notree",
            "-nohelp",
            "-Xdoclint:all,-missing",
            "-Xwerror",
            "-windowtitle",
            "cni-fp for authors of extensions",
            "--module-source-path",
            "io.cnifp.api=" + sources.resolve("api/src/main/java"),
            "--module-source-path",
            "io.cnifp.testkit=" + sources.resolve("engine/testkit/src/main/java"),
            "--module",
            "io.cnifp.api,io.cnifp.testkit",
            "--module-path",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "-d",
            directory.toString());
    if (status != 0) {
      throw new IllegalStateException("javadoc failed with status " + status + ":\n" + messages);
    }
  }
}
