package io.cnifp.acceptance.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project of an author, built and tested on the installation's repository: those of {@code
 * examples/} and two that {@code cni-fp extension new} has written. All are built by one Maven,
 * once for all tests.
 */
public final class ExampleProject {
  private static final List<String> EXAMPLES =
      List.of("custom-action", "custom-delegate", "custom-wrapper");
  private static final Pattern TESTED =
      Pattern.compile("Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0\\n");
  private static final long PATIENCE_MINUTES = 5;

  private static final Path ALL = buildAll();

  private final Path target;

  private ExampleProject(String name) {
    this.target = ALL.resolve(name).resolve("target");
  }

  /** The example of this name, after {@code mvn package}. */
  public static ExampleProject built(String name) {
    return new ExampleProject(name);
  }

  /** The new project for the action {@code acme.fresh}, after {@code mvn package}. */
  public static ExampleProject newAction() {
    return new ExampleProject("acme-fresh");
  }

  /** The new project for the delegate {@code acme.fresh-link}, after {@code mvn package}. */
  public static ExampleProject newDelegate() {
    return new ExampleProject("acme-fresh-link");
  }

  /** Its jar, if it is all of the extension. */
  public Path jar() {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findAny().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Installs it as its author would: the jar, or the directory of jars. */
  public void install(Path extensions) {
    Path directory = target.resolve("acme-steady");
    List<String> command =
        List.of(
            "cp",
            "-r",
            Files.isDirectory(directory) ? directory.toString() : jar().toString(),
            extensions.toString());
    ProcessResult.of(command, Map.of("PATH", "/usr/bin:/bin"), "").orFail();
  }

  private static Path buildAll() {
    try {
      Path directory =
          AuthorsMaven.sources().resolve("distribution/acceptance/target/author/examples");
      List<String> projects = new ArrayList<>(EXAMPLES);
      for (String name : EXAMPLES) {
        copy(AuthorsMaven.sources().resolve("examples").resolve(name), directory.resolve(name));
      }
      projects.add(create(directory, "acme.fresh"));
      projects.add(create(directory, "acme.fresh-link", "--delegate"));
      Files.writeString(directory.resolve("pom.xml"), pom(projects));
      String output = build(directory);
      assertThat(TESTED.matcher(output).results().count())
          .as("%s", output)
          .isGreaterThanOrEqualTo(projects.size());
      return directory;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the projects cannot be built", e);
    }
  }

  private static String build(Path directory) throws IOException, InterruptedException {
    Path log = directory.resolveSibling("examples.log");
    Process maven =
        new ProcessBuilder(
                AuthorsMaven.directory().resolve("mvn").toString(), "-T2", "clean", "package")
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
    return output;
  }

  /** Has cni-fp write a project; returns its directory. */
  private static String create(Path directory, String name, String... options) {
    Path project = directory.resolve(name.replace('.', '-'));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("rm", "-rf", project.toString()));
    ProcessResult.of(command, Map.of("PATH", "/usr/bin:/bin"), "").orFail();
    command.clear();
    command.addAll(List.of(Image.built().launcher("cni-fp").toString(), "extension", "new", name));
    command.addAll(List.of("--directory", project.toString()));
    command.addAll(List.of(options));
    ProcessResult.of(command, Map.of(), "").orFail();
    return project.getFileName().toString();
  }

  private static String pom(List<String> projects) {
    StringBuilder modules = new StringBuilder();
    for (String project : projects) {
      modules.append("    <module>").append(project).append("</module>\n");
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>all</groupId>
      <artifactId>all</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <modules>
    %s  </modules>
    </project>
    """
        .formatted(modules);
  }

  /** Copies what an author writes, for an installation at another place. */
  private static void copy(Path from, Path to) throws IOException {
    String installation = Image.built().root().toUri().toString();
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path name = from.relativize(path);
        if (!name.startsWith("target")) {
          Files.createDirectories(to.resolve(name).getParent());
          Files.writeString(
              to.resolve(name),
              Files.readString(path).replace("file:///opt/cni-fp/current/", installation));
        }
      }
    }
  }
}
