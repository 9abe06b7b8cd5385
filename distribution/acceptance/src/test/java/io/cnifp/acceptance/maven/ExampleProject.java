package io.cnifp.acceptance.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A project of {@code examples/}, built and tested in a copy, once for all tests. */
public final class ExampleProject {
  private static final Map<String, ExampleProject> BUILT = new ConcurrentHashMap<>();
  private static final long PATIENCE_MINUTES = 5;

  private final Path directory;
  private final String output;

  private ExampleProject(Path directory, String output) {
    this.directory = directory;
    this.output = output;
  }

  /** The project of this name, after {@code mvn package}. */
  public static ExampleProject built(String name) {
    return BUILT.computeIfAbsent(name, ExampleProject::build);
  }

  /** Its jar. */
  public Path jar() {
    try (Stream<Path> files = Files.list(directory.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findAny().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What Maven printed. */
  public String output() {
    return output;
  }

  private static ExampleProject build(String name) {
    try {
      Path sources = AuthorsMaven.sources().resolve("examples").resolve(name);
      Path directory =
          AuthorsMaven.sources()
              .resolve("distribution/acceptance/target/author/examples")
              .resolve(name);
      copy(sources, directory);
      Path log = directory.resolveSibling(name + ".log");
      Process maven =
          new ProcessBuilder(AuthorsMaven.install().resolve("mvn").toString(), "clean", "package")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        maven.destroyForcibly();
      }
      String output = Files.readString(log);
      assertThat(ended).as("%s", output).isTrue();
      assertThat(maven.exitValue()).as("%s", output).isZero();
      return new ExampleProject(directory, output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(name + " cannot be built", e);
    }
  }

  /** Copies what an author writes, not what an earlier build left. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path name = from.relativize(path);
        if (!name.startsWith("target")) {
          Files.createDirectories(to.resolve(name).getParent());
          Files.write(to.resolve(name), Files.readAllBytes(path));
        }
      }
    }
  }
}
