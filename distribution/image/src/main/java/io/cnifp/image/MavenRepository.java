package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A Maven repository with what an extension is compiled and tested with, so that its author needs
 * no clone: the modules of the project, their sources where an author reads them, and nothing of
 * third parties, which Maven Central has.
 */
final class MavenRepository {
  /** The directories of the modules that an author uses; these have sources. */
  private static final List<String> USED = List.of("api", "engine/testkit");

  /** The directories of the modules that the test kit needs. */
  private static final List<String> NEEDED =
      List.of("engine", "actions-builtin", "delegates-bridge");

  private final Path sources;
  private final String version;
  private final List<Path> classPath;
  private final Instant time;

  /**
   * Creates a repository.
   *
   * @param sources the directory of the modules
   * @param classPath the jars that the modules depend on, whose names have their versions
   * @param time the time of each entry of a jar of sources
   */
  MavenRepository(Path sources, String version, List<Path> classPath, Instant time) {
    this.sources = sources;
    this.version = version;
    this.classPath = classPath;
    this.time = time;
  }

  /** Writes the repository. */
  void write(Path repository) throws IOException {
    for (String module : USED) {
      Path jar = put(module, repository);
      String name = jar.getFileName().toString().replace(".jar", "-sources.jar");
      ReproducibleArchive.jar(
          sources.resolve(module).resolve("src/main/java"), jar.resolveSibling(name), time);
    }
    for (String module : NEEDED) {
      put(module, repository);
    }
    for (Path file : FileTree.files(repository)) {
      // Maven warns about a file without one.
      Files.writeString(
          file.resolveSibling(file.getFileName() + ".sha1"),
          DigestUtils.sha1Hex(Files.readAllBytes(file)));
    }
  }

  /** Copies the jar of a module and writes its POM. */
  private Path put(String module, Path repository) throws IOException {
    Path directory = sources.resolve(module);
    FlatPom pom = FlatPom.of(directory.resolve("pom.xml"), version, classPath);
    String name = pom.artifact() + "-" + version;
    Path place =
        Files.createDirectories(
            repository
                .resolve(FlatPom.GROUP.replace('.', '/'))
                .resolve(pom.artifact())
                .resolve(version));
    Files.writeString(place.resolve(name + ".pom"), pom.text());
    Path jar = place.resolve(name + ".jar");
    FileTree.copy(directory.resolve("target").resolve(name + ".jar"), jar);
    return jar;
  }
}
