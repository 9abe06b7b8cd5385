package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cni-fp extension new}. An acceptance test builds what it writes. */
@DisplayName("a new project")
class ExtensionProjectTests {
  @TempDir private Path directory;
  private Path home;
  private Path project;
  private CommandRun command;

  @BeforeEach
  void anInstallation() throws IOException {
    home = Files.createDirectory(directory.resolve("home & garden"));
    Files.createDirectories(home.resolve("share/maven"));
    Files.writeString(home.resolve("VERSION"), "1.2.3\n");
    project = directory.resolve("work/project");
    command = new CommandRun(directory).from(home);
  }

  private CommandRun.Ended create(String... arguments) {
    List<String> all = Stream.concat(Stream.of("extension", "new"), Stream.of(arguments)).toList();
    return command.run(all.toArray(new String[0]));
  }

  private List<String> files(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> from.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Nested
  class Has {

    @Test
    void aPomAProviderAndItsTests() throws IOException {
      CommandRun.Ended created = create("acme.flaky", "--directory", project.toString());
      assertThat(created.err()).isEmpty();
      assertThat(created.status()).isZero();
      assertThat(created.out())
          .startsWith(project + " has a project for the action acme.flaky; next:\n")
          .contains("\n  mvn package\n");
      assertThat(files(project))
          .containsExactly(
              "README.md",
              "pom.xml",
              "src/main/java/acme/flaky/FlakyProvider.java",
              "src/test/java/acme/flaky/FlakyProviderTests.java");
      assertThat(project.resolve("pom.xml"))
          .content()
          .contains(
              "<artifactId>acme-flaky</artifactId>",
              "<cni-fp.version>1.2.3</cni-fp.version>",
              "/home%20%26%20garden/share/maven/</cni-fp.repository>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--delegate"})
    void noPlaceholderLeft(String option) throws IOException {
      create(
          option.isEmpty()
              ? new String[] {"acme.flaky", "--directory", project.toString()}
              : new String[] {"acme.flaky", "--directory", project.toString(), option});
      assertThat(files(project)).hasSize(4);
      for (String file : files(project)) {
        assertThat(project.resolve(file)).content().doesNotContainPattern("@[a-z]+@");
      }
    }

    @ParameterizedTest
    @CsvSource(
        textBlock =
            """
            acme.flaky,             acme/flaky/FlakyProvider
            acme.team.lost_reply,   acme/team/lost_reply/LostReplyProvider
            acme.2fast,             acme/_2fast/TheAcme2fastProvider
            acme.new,               acme/new_/NewProvider
            acme.delegate,          acme/delegate/TheAcmeDelegateProvider
            acme.failpoint_action,  acme/failpoint_action/TheAcmeFailpointActionProvider
            """)
    void classesNamedAfterTheAction(String name, String type) throws IOException {
      create(name, "--directory", project.toString());
      assertThat(files(project)).contains("src/main/java/" + type + ".java");
    }

    @Test
    void thePackageThatIsWanted() throws IOException {
      create("Acme.Sub-net", "--delegate", "--package", "org.acme", "--directory", project + "");
      Path provider = project.resolve("src/main/java/org/acme/SubNetProvider.java");
      assertThat(provider)
          .content()
          .startsWith("package org.acme;\n")
          .contains("name = \"Acme.Sub-net\"", "implements DelegateProvider");
      assertThat(project.resolve("pom.xml")).content().contains("<groupId>org</groupId>");
    }
  }

  @Nested
  @DisplayName("is refused")
  class IsRefused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        textBlock =
            """
            flaky         |             | 'flaky' cannot be an action's name
            Acme.flaky    |             | 'Acme.flaky' cannot be an action's name
            1acme.flaky   |             | cannot be an action's name
            acme..flaky   |             | cannot be an action's name
            acme.flaky.   |             | cannot be an action's name
            acme.a/../b   |             | cannot be an action's name
            flaky         | --delegate  | 'flaky' cannot be a delegate's name
            acme.a b      | --delegate  | cannot be a delegate's name
            java.flaky    |             | the package java.flaky is not yours
            io.cnifp.x    |             | the package io.cnifp.x is not yours
            acme.flaky    | --package=a.new | 'a.new' cannot be a package of Java
            acme.flaky    | --package=A..b  | 'A..b' cannot be a package of Java
            """)
    void withABadName(String name, String option, String message) {
      CommandRun.Ended refused =
          option == null
              ? create(name, "--directory", project.toString())
              : create(name, "--directory", project.toString(), option);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).startsWith("cni-fp: ").contains(message).hasLineCount(1);
      assertThat(project).doesNotExist();
    }

    @Test
    void inADirectoryThatHasSomething() throws IOException {
      Path file = Files.createDirectories(project).resolve("notes");
      Files.writeString(file, "mine");
      CommandRun.Ended refused = create("acme.flaky", "--directory", project.toString());
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo(
              "cni-fp: " + project + " is not empty; name another directory with --directory\n");
      assertThat(files(project)).containsExactly("notes");
    }

    @Test
    void inPlaceOfAFile() throws IOException {
      Files.createDirectories(project.getParent());
      Files.writeString(project, "mine");
      assertThat(create("acme.flaky", "--directory", project.toString()).err())
          .isEqualTo("cni-fp: " + project + " exists and is not a directory\n");
      assertThat(project).hasContent("mine");
    }

    @Test
    void withoutAnInstallation() {
      CommandRun.Ended refused = new CommandRun(directory).run("extension", "new", "acme.flaky");
      assertThat(refused.status()).isEqualTo(3);
      assertThat(refused.err()).contains("this is not an installation with a share/maven");
    }

    @Test
    void ifItIsNotNew() {
      assertThat(command.run("extension", "old", "acme.flaky").err())
          .isEqualTo("cni-fp: new was expected, not 'old'\n");
    }
  }

  @Test
  @DisplayName("leaves nothing if it cannot be written")
  void leavesNothing() throws IOException {
    // The paths of the classes are longer than Linux allows, those of the other files are not.
    String name = "acme." + "a".repeat(90) + "_" + "b".repeat(4);
    Path deep = project;
    while (deep.toString().length() < 3900) {
      deep = deep.resolve("d".repeat(100));
    }
    Files.createDirectories(deep);
    CommandRun.Ended failed = create(name, "--directory", deep.toString());
    assertThat(failed.status()).isEqualTo(3);
    assertThat(failed.err()).contains(" cannot be written, and is left as it was: ");
    assertThat(files(project)).isEmpty();
    assertThat(deep).isEmptyDirectory();
  }
}
