package io.cnifp.acceptance.maven;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command {@code mvn} as the author of an extension has it: nothing of this project is in its
 * repository, so that it must come from an installation, and nothing is left in the user's own.
 *
 * <p>Its repository is a directory below {@code target}. What Maven Central has it takes from the
 * user's repository, which the build has filled, and only what isn't there from the network.
 */
public final class AuthorsMaven {
  private static final Path HOME = Path.of(System.getProperty("cnifp.maven.home", ""));
  private static final Path USERS = Path.of(System.getProperty("cnifp.maven.repository", ""));
  private static final Path TARGET =
      Repository.root().resolve("distribution/acceptance/target/author");

  /** The group of this project, as a path. */
  private static final Path OURS = Path.of("io/cnifp");

  private static final Path COMMAND = install();

  private AuthorsMaven() {}

  /** The sources' directory. */
  public static Path sources() {
    return Repository.root();
  }

  /** The directory with the command, to be put on a PATH. */
  public static Path directory() {
    return COMMAND;
  }

  /** Where this project's artifacts are in the command's repository after it was used. */
  public static Path ours() {
    return TARGET.resolve("repository").resolve(OURS);
  }

  private static Path install() {
    try {
      Path repository = Files.createDirectories(TARGET.resolve("repository"));
      delete(repository.resolve(OURS));
      Path settings = Files.writeString(TARGET.resolve("settings.xml"), settings(thirdParties()));
      Path command = Files.createDirectories(TARGET.resolve("bin")).resolve("mvn");
      Files.writeString(
          command,
          """
          #!/bin/sh
          exec '%s' -B -ntp -gs '%s' '-Dmaven.repo.local=%s' "$@"
          """
              .formatted(HOME.resolve("bin/mvn"), settings, repository));
      Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
      return command.getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a repository that has all of the user's but this project's. */
  private static Path thirdParties() throws IOException {
    Path parties = TARGET.resolve("third-parties");
    delete(parties);
    link(USERS, parties, Set.of(OURS.getParent().toString()));
    Path group = USERS.resolve(OURS.getParent());
    if (Files.isDirectory(group)) {
      link(group, parties.resolve(OURS.getParent()), Set.of(OURS.getFileName().toString()));
    }
    return parties;
  }

  private static void link(Path from, Path to, Set<String> excepted) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!excepted.contains(name)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  /** Does not follow links. */
  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      }
    }
  }

  private static String settings(Path thirdParties) {
    String repository =
        """
        <id>already-there</id>
        <url>%s</url>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(thirdParties.toUri());
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
