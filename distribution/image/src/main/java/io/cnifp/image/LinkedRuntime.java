package io.cnifp.image;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A run-time image that jlink has made.
 *
 * @param directory its directory
 */
record LinkedRuntime(Path directory) {
  /** What a server has no use for. */
  private static final List<String> UNUSED = List.of("bin/keytool", "lib/jexec", "lib/jrt-fs.jar");

  /**
   * Links modules, with all that they require.
   *
   * @param modulePath jars, separated as on a class path
   */
  static LinkedRuntime link(Path directory, String modulePath, List<String> modules)
      throws IOException {
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int status =
        jlink.run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            "--module-path",
            modulePath,
            "--add-modules",
            String.join(",", modules),
            "--no-header-files",
            "--no-man-pages",
            "--output",
            directory.toString());
    if (status != 0) {
      throw new IllegalStateException("jlink failed with status " + status);
    }
    LinkedRuntime runtime = new LinkedRuntime(directory);
    for (String unused : UNUSED) {
      Files.deleteIfExists(directory.resolve(unused));
    }
    runtime.copyLegalNotices(modulePath);
    return runtime;
  }

  /** Returns the names of the modules in it, as its file {@code release} lists them. */
  List<String> modules() throws IOException {
    String line =
        Files.readAllLines(directory.resolve("release")).stream()
            .filter(entry -> entry.startsWith("MODULES="))
            .findFirst()
            .orElseThrow();
    return List.of(line.replace("MODULES=", "").replace("\"", "").split(" ", -1));
  }

  /** Returns the path of a program in it. */
  Path bin(String name) {
    return directory.resolve("bin").resolve(name);
  }

  /** Returns the path of a file in its {@code lib}. */
  Path lib(String name) {
    return directory.resolve("lib").resolve(name);
  }

  /** Copies the notices of libraries, which jlink leaves out, beside those of the JDK. */
  private void copyLegalNotices(String modulePath) throws IOException {
    List<String> linked = modules();
    Path[] path =
        Stream.of(modulePath.split(File.pathSeparator, -1)).map(Path::of).toArray(Path[]::new);
    for (ModuleReference module : ModuleFinder.of(path).findAll()) {
      Path jar = Path.of(module.location().orElseThrow());
      String name = module.descriptor().name();
      if (!Files.isRegularFile(jar) || !linked.contains(name)) {
        continue;
      }
      try (FileSystem content = FileSystems.newFileSystem(jar);
          Stream<Path> files = Files.list(content.getPath("META-INF"))) {
        for (Path file : files.filter(LinkedRuntime::isLegalNotice).toList()) {
          FileTree.copy(
              file,
              directory.resolve("legal").resolve(name).resolve(file.getFileName().toString()));
        }
      }
    }
  }

  private static boolean isLegalNotice(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("LICENSE") || name.startsWith("NOTICE");
  }
}
