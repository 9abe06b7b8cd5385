package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository for authors of extensions, made of modules that have nothing but a name. */
@DisplayName("the Maven repository of the image")
class MavenRepositoryTests {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> MODULES =
      List.of("api", "engine/testkit", "engine", "actions-builtin", "delegates-bridge");

  @TempDir private Path directory;
  private Path repository;

  @BeforeEach
  void modules() throws IOException {
    repository = directory.resolve("maven");
    for (String module : MODULES) {
      Path place = directory.resolve(module);
      String artifact = "cni-fp-" + Path.of(module).getFileName();
      Files.createDirectories(place.resolve("target"));
      Files.writeString(place.resolve("target/" + artifact + "-1.2.jar"), "jar of " + module);
      Files.createDirectories(place.resolve("src/main/java/io"));
      Files.writeString(place.resolve("src/main/java/io/A.java"), "class A {}");
      Files.writeString(
          place.resolve("pom.xml"),
          """
          <project>
            <parent><artifactId>cni-fp</artifactId></parent>
            <artifactId>%s</artifactId>
            <name>%1$s</name>
            <description>A module.</description>
            <dependencies>
              <dependency><groupId>io.cnifp</groupId><artifactId>cni-fp-api</artifactId></dependency>
              <dependency>
                <groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><scope>runtime</scope>
              </dependency>
              <dependency>
                <groupId>org.x</groupId><artifactId>x</artifactId><scope>test</scope>
              </dependency>
            </dependencies>
          </project>
          """
              .formatted(artifact));
    }
  }

  private void write(String... jars) throws IOException {
    List<Path> classPath = new ArrayList<>();
    for (String jar : jars) {
      classPath.add(directory.resolve(jar));
    }
    new MavenRepository(directory, "1.2", classPath, TIME).write(repository);
  }

  private List<String> files() throws IOException {
    return FileTree.files(repository).stream()
        .map(file -> repository.resolve("io/cnifp").relativize(file).toString())
        .filter(name -> !name.endsWith(".sha1"))
        .toList();
  }

  @Test
  void hasEachModuleAndTheSourcesOfWhatAuthorsUse() throws IOException {
    write("slf4j-api-2.0.1.jar");
    assertThat(files())
        .containsExactly(
            "cni-fp-actions-builtin/1.2/cni-fp-actions-builtin-1.2.jar",
            "cni-fp-actions-builtin/1.2/cni-fp-actions-builtin-1.2.pom",
            "cni-fp-api/1.2/cni-fp-api-1.2-sources.jar",
            "cni-fp-api/1.2/cni-fp-api-1.2.jar",
            "cni-fp-api/1.2/cni-fp-api-1.2.pom",
            "cni-fp-delegates-bridge/1.2/cni-fp-delegates-bridge-1.2.jar",
            "cni-fp-delegates-bridge/1.2/cni-fp-delegates-bridge-1.2.pom",
            "cni-fp-engine/1.2/cni-fp-engine-1.2.jar",
            "cni-fp-engine/1.2/cni-fp-engine-1.2.pom",
            "cni-fp-testkit/1.2/cni-fp-testkit-1.2-sources.jar",
            "cni-fp-testkit/1.2/cni-fp-testkit-1.2.jar",
            "cni-fp-testkit/1.2/cni-fp-testkit-1.2.pom");
  }

  @Test
  void hasPomsWithVersionsAndWithoutAParentOrATestsDependencies() throws IOException {
    write("slf4j-api-tests-9.jar", "slf4j-api-2.0.1.jar");
    Path pom = repository.resolve("io/cnifp/cni-fp-testkit/1.2/cni-fp-testkit-1.2.pom");
    assertThat(pom)
        .content()
        .doesNotContain("<parent>", "org.x")
        .containsSubsequence(
            "<artifactId>cni-fp-testkit</artifactId>",
            "<artifactId>cni-fp-api</artifactId>",
            "<version>1.2</version>",
            "<scope>compile</scope>",
            "<artifactId>slf4j-api</artifactId>",
            "<version>2.0.1</version>",
            "<scope>runtime</scope>");
  }

  @Test
  void hasASumForEachFile() throws IOException {
    write("slf4j-api-2.0.1.jar");
    for (String file : files()) {
      Path path = repository.resolve("io/cnifp").resolve(file);
      assertThat(Path.of(path + ".sha1")).hasContent(DigestUtils.sha1Hex(Files.readAllBytes(path)));
    }
  }

  @Test
  void hasJarsOfSourcesWithTheGivenTime() throws IOException {
    write("slf4j-api-2.0.1.jar");
    Path sources = repository.resolve("io/cnifp/cni-fp-api/1.2/cni-fp-api-1.2-sources.jar");
    try (InputStream file = Files.newInputStream(sources);
        ZipInputStream zip = new ZipInputStream(file)) {
      ZipEntry entry = zip.getNextEntry();
      assertThat(entry.getName()).isEqualTo("io/A.java");
      assertThat(entry.getTimeLocal()).isEqualTo("2026-01-01T00:00:00");
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void isRefusedIfAVersionIsUnknown() {
    assertThatThrownBy(() -> write("other-1.jar"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no jar of slf4j-api is among ");
  }
}
