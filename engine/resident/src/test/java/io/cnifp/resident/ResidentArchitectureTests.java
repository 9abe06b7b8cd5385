package io.cnifp.resident;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house (CONTRIBUTING.md) for the server. */
class ResidentArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cnifp.resident");

  @Test
  void mainAloneTouchesTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.cnifp.resident.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void noStateIsShared() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void delegatesAreTheLaunchersToStart() {
    noClasses().should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class).check(CLASSES);
  }
}
