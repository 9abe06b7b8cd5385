package io.cnifp.acceptance.maven;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A command {@code mvn} that finds this build's artifacts as if {@code mvn install} had been run,
 * and leaves nothing in the user's own repository.
 *
 * <p>Its repository is a directory below {@code target}. What Maven Central has it takes from the
 * user's repository, which the build has filled, and only what isn't there from the network.
 */
public final class AuthorsMaven {
  private static final Path REPOSITORY = Repository.root();
  private static final Path HOME = Path.of(System.getProperty("cnifp.maven.home", ""));
  private static final Path USERS = Path.of(System.getProperty("cnifp.maven.repository", ""));
  private static final List<String> MODULES =
      List.of("api", "actions-builtin", "delegates-bridge", "engine", "engine/testkit");

  private AuthorsMaven() {}

  /** The sources' directory. */
  public static Path sources() {
    return REPOSITORY;
  }

  /** Makes the command in a directory of its own, to be put on a PATH. */
  public static Path install() throws IOException {
    Path target = REPOSITORY.resolve("distribution/acceptance/target/author");
    Path repository = Files.createDirectories(target.resolve("repository"));
    put(repository, "cni-fp", REPOSITORY.resolve("pom.xml"));
    for (String module : MODULES) {
      Path name = Path.of(module).getFileName();
      put(repository, "cni-fp-" + name, REPOSITORY.resolve(module).resolve("pom.xml"));
    }
    Path settings = Files.writeString(target.resolve("settings.xml"), settings());
    Path command = Files.createDirectories(target.resolve("bin")).resolve("mvn");
    Files.writeString(
        command,
        """
        #!/bin/sh
        exec '%s' -B -ntp -gs '%s' '-Dmaven.repo.local=%s' "$@"
        """
            .formatted(HOME.resolve("bin/mvn"), settings, repository));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return command.getParent();
  }

  /** Puts a module where {@code mvn install} would. */
  private static void put(Path repository, String artifact, Path pom) throws IOException {
    String version = version();
    Path directory =
        Files.createDirectories(repository.resolve("io/cnifp").resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    copy(pom, directory.resolve(name + ".pom"));
    Path jar = pom.resolveSibling("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      copy(jar, directory.resolve(name + ".jar"));
    }
  }

  private static String version() throws IOException {
    return Files.readString(REPOSITORY.resolve("distribution/image/target/cni-fp/VERSION")).strip();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String settings() {
    String repository =
        """
        <id>already-there</id>
        <url>%s</url>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(USERS.toUri());
    return """
    <settings>
      <profiles>
        <profile>
          <id>already-there</id>
          <repositories><repository>%1$s</repository></repositories>
          <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>already-there</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(repository);
  }
}
