package io.cnifp.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house (CONTRIBUTING.md) for everything that runs in a call: one test a rule. */
@DisplayName("the architecture")
class ArchitectureTests {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cnifp");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  /** Returns all sources but tests. */
  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .toList();
    }
  }

  @Nested
  class Modules {
    @Test
    void theApiUsesTheJdkAlone() {
      check(
          classes()
              .that()
              .resideInAPackage("io.cnifp.api..")
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage("io.cnifp.api..", "java..", "org.jspecify.annotations"));
    }

    @ParameterizedTest
    @CsvSource({"io.cnifp.actions", "io.cnifp.delegates"})
    void builtInProvidersUseTheApiAlone(String module) {
      check(
          classes()
              .that()
              .resideInAPackage(module)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(
                  module,
                  "io.cnifp.api..",
                  "java..",
                  "org.jspecify.annotations",
                  "com.google.auto.service"));
    }

    @Test
    void theEngineKnowsNoBuiltInProvider() {
      check(
          noClasses()
              .that()
              .resideInAPackage("io.cnifp.engine..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.cnifp.actions", "io.cnifp.delegates"));
    }
  }

  @Nested
  class Packages {
    /** What each package of the engine may use of the others; the api and the JDK are free. */
    @ParameterizedTest(name = "{0} uses only {1}")
    @CsvSource(
        delimiter = '|',
        value = {
          "protocol     | api",
          "failpoint    | api",
          "posix        | api",
          "safefile     | posix",
          "source       | safefile",
          "policy       | safefile",
          "statedir     | safefile",
          "failpointfile| failpoint policy posix safefile statedir",
          "journal      | policy safefile statedir",
          "foreign      | api",
          "extension    | foreign safefile",
          "binding      | extension failpoint foreign",
          "interception | binding foreign failpoint failpointfile journal policy safefile source",
          "handover     | interception process source",
          "process      | foreign interception policy posix protocol statedir",
          "delegate     | binding extension foreign interception process protocol",
        })
    void useOnlyWhatTheirTableNames(String name, String allowed) {
      List<String> packages =
          Stream.concat(Stream.of(name), Stream.of(allowed.split(" ", -1)))
              .map(each -> "io.cnifp.engine." + each.strip())
              .toList();
      check(
          noClasses()
              .that()
              .resideInAPackage("io.cnifp.engine." + name.strip())
              .should()
              .dependOnClassesThat(
                  resideInAPackage("io.cnifp.engine..")
                      .and(not(resideInAnyPackage(packages.toArray(String[]::new))))
                      .and(not(simpleName("Installation")))));
    }

    @Test
    void areFreeOfCycles() {
      check(slices().matching("io.cnifp.engine.(*)..").should().beFreeOfCycles());
      check(slices().matching("io.cnifp.(*)..").should().beFreeOfCycles());
    }

    @Test
    void ofTheLanguageAndTheProtocolTouchNoFile() {
      check(
          noClasses()
              .that()
              .resideInAnyPackage("io.cnifp.engine.failpoint", "io.cnifp.engine.protocol")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.nio.file..", "java.nio.channels.."));
    }

    @Test
    void haveADescription() throws IOException {
      assertThat(sources().stream().filter(file -> file.toString().contains("/io/cnifp/")))
          .hasSizeGreaterThan(100)
          .filteredOn(file -> !file.endsWith("module-info.java"))
          .allSatisfy(file -> assertThat(file.resolveSibling("package-info.java")).exists());
    }

    @Test
    void areNullMarked() throws IOException {
      assertThat(sources().stream().filter(file -> file.endsWith("package-info.java")))
          .hasSizeGreaterThan(15)
          .allSatisfy(file -> assertThat(file).content().contains("\n@NullMarked\npackage "));
    }
  }

  @Nested
  class TheProcess {
    @Test
    void isTouchedByMainAlone() {
      check(
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName("io.cnifp.engine.Main")
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
    void handlesSignalsInItsOwnPackage() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage("io.cnifp.engine.process")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("sun.misc", "java.lang.foreign"));
    }

    @Test
    void isReachedByInterceptionThroughTheCallSiteAlone() {
      check(
          noClasses()
              .that()
              .resideInAnyPackage("io.cnifp.engine.interception", "io.cnifp.engine.binding")
              .should()
              .dependOnClassesThat()
              .belongToAnyOf(ProcessBuilder.class, Thread.class, Process.class));
    }

    @Test
    void sharesNoStateBetweenCalls() {
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

    /**
     * No cache stores the class of a lambda whose interface has an initializer: the JVM would
     * generate it in each call, which takes 3 ms (docs/performance.md).
     */
    @Test
    void generatesNoClassForALambdaBecauseItsInterfaceHasAConstant() {
      check(
          noFields()
              .that()
              .areDeclaredInClassesThat()
              .resideInAPackage("io.cnifp.engine..")
              .should()
              .beDeclaredInClassesThat()
              .areInterfaces());
    }
  }

  @Nested
  class Providers {
    @Test
    void areFinalAndPublicAndCalledProviders() {
      check(
          classes()
              .that()
              .implement(FailpointActionProvider.class)
              .should()
              .haveModifier(JavaModifier.FINAL)
              .andShould()
              .bePublic()
              .andShould()
              .haveSimpleNameEndingWith("ActionProvider"));
      check(
          classes()
              .that()
              .implement(DelegateProvider.class)
              .should()
              .haveModifier(JavaModifier.FINAL)
              .andShould()
              .bePublic()
              .andShould()
              .haveSimpleNameEndingWith("DelegateProvider"));
    }

    /** A call finds a built-in provider by the name of its class. */
    @Test
    void thatAreBuiltInAreNamedAfterWhatTheyProvide() {
      assertThat(CLASSES.stream().filter(type -> type.isAnnotatedWith(ProviderInfo.class)))
          .hasSizeGreaterThan(15)
          .allSatisfy(type -> {
            String name =
                (String) type.getAnnotationOfType(ProviderInfo.class.getName()).get("name").get();
            assertThat(type.getSimpleName())
                .startsWith(Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .hasSize(
                    name.length()
                        + (type.isAssignableTo(DelegateProvider.class)
                            ? "DelegateProvider".length()
                            : "ActionProvider".length()));
          });
    }
  }
}
