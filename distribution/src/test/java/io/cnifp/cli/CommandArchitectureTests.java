package io.cnifp.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The house's rules (CONTRIBUTING.md) for the command {@code cni-fp}. */
@DisplayName("the command's architecture")
class CommandArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cnifp.cli");

  @Test
  void leavesTheProcessToMain() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.cnifp.cli.Main")
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

  /** What a file says is found out without a terminal, a process or a library. */
  @Test
  void keepsWhatItKnowsApartFromHowItIsSaid() {
    classes()
        .that()
        .resideInAPackage("io.cnifp.cli.file")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.cnifp.cli.file",
            "io.cnifp.api..",
            "io.cnifp.engine..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.cnifp.cli", "io.cnifp.cli.command")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cnifp.cli.command", "picocli..")
        .check(CLASSES);
    slices().matching("io.cnifp.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void exportsNothing() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(descriptor);
      assertThat(module.name()).isEqualTo("io.cnifp.cli");
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
              "org.jspecify");
    }
  }
}
