package io.cnifp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of the house (CONTRIBUTING.md) for source files: one test a rule. */
@DisplayName("sources")
class SourceTests {
  @Test
  void callNothingManagerHelperOrUtil() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?)")
        .orShould()
        .haveNameMatching(".*\\.(Manager|Helper|Utils?)[A-Z].*")
        .check(ArchitectureTests.CLASSES);
  }

  @Test
  void ofTheApiNameTheVersionOfEachType() throws IOException {
    assertThat(
            ArchitectureTests.sources().stream()
                .filter(file -> file.toString().contains("/io/cnifp/api/")))
        .filteredOn(file -> !file.endsWith("package-info.java"))
        .filteredOn(file -> isPublic(file))
        .hasSizeGreaterThan(15)
        .allSatisfy(file -> assertThat(file).content().containsPattern("\n \\* @since \\d"));
  }

  private static boolean isPublic(Path source) {
    try {
      return Files.readString(source).contains("\npublic ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void areAtMostThreeHundredLinesLong() throws IOException {
    assertThat(ArchitectureTests.sources())
        .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(300));
  }
}
