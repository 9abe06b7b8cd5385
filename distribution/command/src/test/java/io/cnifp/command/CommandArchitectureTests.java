package io.cnifp.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cnifp.engine.interception.DiagnosticText;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md for the command {@code cni-fp}. */
@DisplayName("the command's architecture")
class CommandArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cnifp.command");

  @Test
  void leavesTheProcessToMain() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.cnifp.command.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileDescriptor")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Findings about a file are functions of its content. */
  @Test
  void keepsFindingsApartFromTheirOutput() {
    noClasses()
        .that()
        .resideInAPackage("io.cnifp.command..")
        .and()
        .haveNameMatching(
            ".*\\.(FileCheck|FailpointLint|Forecast|Excerpt|Problem|SimulatedCall)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cnifp.command.terminal", "io.cnifp.command.session", "picocli..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.cnifp.command.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** What a call writes to standard error is escaped by the same rules. */
  @Test
  void letsTheTerminalKnowNoSubcommandAndOfTheEngineOnlyHowTextIsEscaped() {
    classes()
        .that()
        .resideInAPackage("io.cnifp.command.terminal")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "io.cnifp.command.terminal",
                    "com.fasterxml.jackson..",
                    "java..",
                    "org.jspecify.annotations",
                    "picocli..")
                .or(type(DiagnosticText.class)))
        .check(CLASSES);
  }

  @Test
  void letsOnlyTheRootKnowTheGroupsOfSubcommands() {
    noClasses()
        .that()
        .resideInAnyPackage("io.cnifp.command.session", "io.cnifp.command.terminal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.cnifp.command",
            "io.cnifp.command.calls",
            "io.cnifp.command.extension",
            "io.cnifp.command.failpoints",
            "io.cnifp.command.journal",
            "io.cnifp.command.node")
        .check(CLASSES);
  }

  @Test
  void exportsNothing() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(descriptor);
      assertThat(module.name()).isEqualTo("io.cnifp.command");
      assertThat(module.exports()).isEmpty();
      assertThat(module.opens()).allMatch(opens -> opens.targets().equals(Set.of("info.picocli")));
      assertThat(module.requires())
          .extracting(ModuleDescriptor.Requires::name)
          .containsExactlyInAnyOrder(
              "java.base",
              "com.fasterxml.jackson.databind",
              "com.google.common",
              "info.picocli",
              "io.cnifp.engine",
              "io.cnifp.node",
              "io.cnifp.resident",
              "org.jspecify");
    }
  }
}
