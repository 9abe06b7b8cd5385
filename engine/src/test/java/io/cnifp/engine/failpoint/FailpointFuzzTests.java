package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Parser and evaluator on texts of every kind, with a fixed seed and a fixed budget. */
class FailpointFuzzTests {
  private static final int BUDGET = 30_000;

  /** A long problem names all actions and shows at most one name. */
  private static final int LONGEST_MESSAGE = 400;

  private final BuiltInLanguage language = new BuiltInLanguage();
  private final FailpointGenerator generator = new FailpointGenerator(77);
  private int valid;

  @Nested
  class NothingButTheLanguagesOwnExceptionComesOf {
    @Test
    void failpoints() {
      run(generator::failpoint);
      assertThat(valid).isBetween(BUDGET / 2, BUDGET);
    }

    @Test
    void spoiledFailpoints() {
      run(generator::spoiled);
      assertThat(valid).isBetween(BUDGET / 20, BUDGET / 2);
    }

    @Test
    void noise() {
      run(generator::noise);
      assertThat(valid).isLessThan(BUDGET / 20);
    }
  }

  private void run(Supplier<String> source) {
    for (int i = 0; i < BUDGET; i++) {
      check(source.get());
    }
  }

  private void check(String text) {
    Failpoint failpoint;
    try {
      failpoint = language.parse(text);
    } catch (FailpointSyntaxException e) {
      assertThat(e.getMessage()).hasSizeLessThan(LONGEST_MESSAGE).doesNotContain("\n");
      assertThat(e.position()).as(text).isBetween(0, text.length());
      return;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(text, e);
    }
    valid++;
    String printed = failpoint.print();
    assertThat(printed).hasSizeLessThanOrEqualTo(text.length());
    Failpoint again = Failpoint.parse(printed);
    assertThat(meaning(again)).isEqualTo(meaning(failpoint));
    assertThat(again.print()).isEqualTo(printed);
    evaluate(failpoint, printed);
  }

  /** A state that is added takes at most ",phase=", ",draws=" and a long's digits for each term. */
  private void evaluate(Failpoint failpoint, String printed) {
    Failpoint after =
        Evaluation.of(
                failpoint, CallAttributes.of(generator.call()), () -> 50, InstantSource.system())
            .after();
    String state = after.print();
    assertThat(state.length()).isLessThanOrEqualTo(printed.length() + 52 * after.terms().size());
    assertThat(meaning(Failpoint.parse(state))).isEqualTo(meaning(after));
  }

  /** All of a failpoint but the places where its steps stood. */
  private static String meaning(Failpoint failpoint) {
    return failpoint.terms().stream()
        .map(term ->
            term.probability().toString()
                + '|'
                + term.count()
                + '|'
                + term.steps().stream().map(FailpointFuzzTests::meaning).toList()
                + '|'
                + term.filters())
        .collect(Collectors.joining("\n"));
  }

  private static String meaning(Step step) {
    // A delay's leading zeros aren't kept; its source tells the rest.
    String raw = step.name().equals("delay") ? "" : step.arguments().raw().toString();
    return step.name() + raw + step.arguments().named() + step.source();
  }
}
