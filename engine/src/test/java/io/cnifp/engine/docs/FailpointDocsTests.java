package io.cnifp.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/failpoints.md and docs/recipes.md say is so: their examples are called. */
class FailpointDocsTests {
  private static final Path DOCUMENT = Path.of("..", "docs", "failpoints.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @TempDir private Path directory;

  private static final Path RECIPES = Path.of("..", "docs", "recipes.md");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(DOCUMENT);
  }

  /** The examples, each with the heading that it stands under. */
  static Stream<Arguments> examples() throws IOException {
    List<Arguments> examples = new ArrayList<>();
    String heading = "";
    List<String> block = null;
    int number = 0;
    List<String> lines = new ArrayList<>(lines());
    int first = lines.size();
    lines.addAll(Files.readAllLines(RECIPES));
    for (String line : lines) {
      number = number == first ? 1 : number + 1;
      if (line.startsWith("#") && block == null) {
        heading = line.replace("#", "").strip();
      } else if (line.equals("```failpoint")) {
        block = new ArrayList<>();
        examples.add(Arguments.of(heading, number, block));
      } else if (line.startsWith("```")) {
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return examples.stream();
  }

  @ParameterizedTest(name = "{0}, line {1}")
  @MethodSource("examples")
  void isRightInEveryLineOfItsExamples(String heading, int line, List<String> block)
      throws Exception {
    try (DocumentedCalls calls = new DocumentedCalls(directory)) {
      int made = 0;
      for (String claim : block) {
        if (claim.contains(" = ")) {
          String name = claim.substring(0, claim.indexOf(" = "));
          String value = claim.substring(claim.indexOf(" = ") + 3);
          if (made > 0) {
            assertThat(calls.left(name)).as(claim).isEqualTo(value);
          } else {
            calls.prepare(name, value);
          }
        } else if (!claim.isEmpty()) {
          int gap = claim.indexOf("  ");
          calls.call(claim.substring(0, gap), claim.substring(gap + 2));
          made++;
        }
      }
      assertThat(made).as("calls").isPositive();
    }
  }

  @Test
  void hasExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(35);
  }

  @Test
  void tellsEveryActionAndEveryPoint() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(Points.ALL).allSatisfy(point -> assertThat(document).contains("`" + point + "`"));
    assertThat(ProviderRegistry.actions(new Extensions(Optional.empty())).all(List.of()))
        .extracting(provider -> provider.description().name())
        .allSatisfy(name -> assertThat(document).containsPattern("\n\\|[^|]*`" + name + "[`({]"));
  }

  @Test
  void translatesOnlyIntoWhatThereIs() throws IOException {
    ActionBinder binder =
        new ActionBinder(ProviderRegistry.actions(new Extensions(Optional.empty())), List::of);
    List<String> lines = lines();
    int translated = 0;
    for (String row : lines.subList(lines.indexOf("| there | here | note |") + 2, lines.size())) {
      Matcher here = CODE.matcher(row.split("\\|", -1)[2]);
      while (here.find()) {
        assertThat(binder.bind(Failpoint.parse(here.group(1))).actions()).isNotEmpty();
        translated++;
      }
    }
    assertThat(translated).isGreaterThan(10);
  }
}
