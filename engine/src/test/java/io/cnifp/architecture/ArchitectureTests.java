package io.cnifp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.cnifp.api.Stability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the house's rules (CONTRIBUTING.md) for everything that runs in the plugin. */
@DisplayName("the architecture")
class ArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cnifp");

  /** The classes that are the process: Main and what it does its work with. */
  private static final String[] PROCESS = {
    "io.cnifp.engine.Main", "io.cnifp.engine.ProcessTermination", "io.cnifp.engine.Death"
  };

  @Test
  void hasTheApiUseTheJdkAlone() {
    check(
        classes()
            .that()
            .resideInAPackage("io.cnifp.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.cnifp.api..", "java..", "org.jspecify.annotations"));
  }

  @Test
  void hasActionsAndDelegatesUseTheApiAlone() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.cnifp.actions", "io.cnifp.delegates")
            .should()
            .onlyDependOnClassesThat(
                resideInAPackage("io.cnifp.api..")
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("org.jspecify.annotations"))
                    .or(resideInAPackage("com.google.auto.service"))
                    .or(resideInAPackage("io.cnifp.actions"))
                    .or(resideInAPackage("io.cnifp.delegates"))));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cnifp.actions")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.cnifp.delegates"));
  }

  @Test
  void hasLanguageAndProtocolKnowNothingOfTheRest() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.cnifp.engine.failpoint", "io.cnifp.engine.protocol")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.cnifp.engine",
                "io.cnifp.engine.file",
                "io.cnifp.engine.policy",
                "io.cnifp.engine.provider",
                "java.nio.file"));
  }

  @Test
  void hasNoCycles() {
    check(slices().matching("io.cnifp.engine.(*)..").should().beFreeOfCycles());
    check(slices().matching("io.cnifp.(*)..").should().beFreeOfCycles());
  }

  @Test
  void leavesTheStandardStreamsAndTheEnvironmentToMain() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PROCESS[0])
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
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void leavesSignalsToTheProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PROCESS[1])
            .and()
            .doNotHaveFullyQualifiedName(PROCESS[2])
            .and()
            .resideOutsideOfPackage("io.cnifp.engine.ProcessTermination..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("sun.misc", "java.lang.foreign"));
  }

  @Test
  void hasNoStaticState() {
    check(
        fields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.cnifp..")
            .should()
            .beFinal());
  }

  @Test
  void makesProvidersFinalAndPublic() {
    check(
        classes()
            .that()
            .implement("io.cnifp.api.spi.FailpointActionProvider")
            .or()
            .implement("io.cnifp.api.spi.DelegateProvider")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .bePublic());
  }

  @Test
  void hasEveryTypeOfTheApiSayHowLongItKeepsItsShape() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.cnifp.api", "io.cnifp.api.spi")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("Stability")
            .should()
            .beAnnotatedWith(Stability.class));
  }

  @Test
  void hasEveryTypeOfTheApiSaySinceWhen() throws IOException {
    for (String folder : new String[] {"", "spi"}) {
      Path sources = Path.of("../api/src/main/java/io/cnifp/api", folder);
      try (Stream<Path> files = Files.list(sources)) {
        assertThat(
                files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java")))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(file).content().containsPattern("\n \\* @since \\d"));
      }
    }
  }

  @Test
  void hasADescriptionOfEveryPackage() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> file.toString().contains("/src/main/java/io/"))
                  .map(Path::getParent)
                  .distinct())
          .hasSizeGreaterThan(5)
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }
  }

  @Test
  void callsThingsByTheirNames() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils"));
  }

  @Test
  void saysWhatIsNull() {
    check(
        classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked"));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
