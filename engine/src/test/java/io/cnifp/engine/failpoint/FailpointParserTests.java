package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointParserTests {

  private static Term onlyTerm(String text) {
    List<Term> terms = Failpoint.parse(text).terms();
    assertThat(terms).hasSize(1);
    return terms.get(0);
  }

  private static Step onlyStep(String text) {
    List<Step> steps = onlyTerm(text).steps();
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  @Nested
  class Modifiers {
    @ParameterizedTest
    @CsvSource({
      "off,'',-1",
      "0*off,'',0",
      "007*off,'',7",
      "9223372036854775807*off,'',9223372036854775807",
      "5%off,5,-1",
      ".5%off,.5,-1",
      "100.0%off,100.0,-1",
      "0%off,0,-1",
      "5%2*off,5,2",
      "2*5%off,5,2",
      "'2* \t5%\noff',5,2"
    })
    void areACountAndAPercentageInEitherOrder(String text, String percent, long count) {
      Term term = onlyTerm(text);
      assertThat(term.probability().map(Probability::text).orElse("")).isEqualTo(percent);
      assertThat(term.count()).isEqualTo(count);
    }
  }

  @Nested
  class Steps {
    @Test
    void standAlone() {
      Step step = onlyStep("  off ");
      assertThat(step.name()).isEqualTo("off");
      assertThat(step.arguments().isEmpty()).isTrue();
      assertThat(step.source()).isEqualTo("off");
      assertThat(step.position()).isEqualTo(2);
    }

    @Test
    void haveARawArgument() {
      Step step = onlyStep("1*error( a->b+\"(c )");
      assertThat(step.arguments().raw()).contains(" a->b+\"(c ");
      assertThat(step.arguments().named()).isEmpty();
      assertThat(step.position()).isEqualTo(2);
    }

    @Test
    void haveNamedArgumentsInTheirOrder() {
      Step step = onlyStep("error{ msg = 'try again (later)', code=11 ,details= a b }");
      assertThat(step.arguments().raw()).isEmpty();
      assertThat(step.arguments().named())
          .containsExactly(
              Map.entry("msg", "try again (later)"),
              Map.entry("code", "11"),
              Map.entry("details", "a b"));
      assertThat(step.source()).isEqualTo("error{msg='try again (later)',code=11,details=a b}");
    }

    @Test
    void areJoinedByPlus() {
      Term term = onlyTerm("2*delay(5) + error(x)+acme.flaky{a=1}\n+ off");
      assertThat(term.steps())
          .extracting(Step::name)
          .containsExactly("delay", "error", "acme.flaky", "off");
      assertThat(term.steps()).extracting(Step::position).containsExactly(2, 13, 22, 40);
      assertThat(term.stepsText()).isEqualTo("delay(5)+error(x)+acme.flaky{a=1}+off");
    }
  }

  @Nested
  class Many {
    @Test
    void areSixtyFourStepsAtMost() {
      assertThat(onlyTerm("off" + "+off".repeat(63)).steps()).hasSize(Term.MAX_STEPS);
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> Failpoint.parse("off" + "+off".repeat(64)))
          .withMessage("at most 64 steps in a term were expected at 256");
    }
  }

  @Nested
  class Filters {
    @Test
    void matchNegateAndCount() {
      Term term = onlyTerm("off [pod=web-*, namespace != 'a]b' ,skip=007]");
      assertThat(term.filters())
          .containsExactly(
              new Condition(Attribute.POD, false, "web-*", "web-*"),
              new Condition(Attribute.NAMESPACE, true, "'a]b'", "a]b"),
              new Counter(Counter.Kind.SKIP, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "ifname", "namespace", "network", "pod"})
    void mayBeNegatedIfTheyMatch(String word) {
      Condition condition = onlyTerm("off[" + word + "!=x]").conditions().get(0);
      assertThat(condition.word()).isEqualTo(word);
      assertThat(condition.negated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"skip=5", "every=5", "'every=6,phase=5'", "seed=5", "'seed=1,draws=5'"})
    void areNumbersIfTheyCount(String filters) {
      Counter last = (Counter) onlyTerm("off[" + filters + "]").filters().getLast();
      assertThat(last.value()).isEqualTo(5);
    }
  }

  @Test
  void termsAreJoinedByArrows() {
    Failpoint failpoint = Failpoint.parse("\t1*off ->2*error(a->b)-> 3*hang\r\n");
    assertThat(failpoint.terms()).extracting(Term::count).containsExactly(1L, 2L, 3L);
    assertThat(failpoint.terms())
        .extracting(Term::stepsText)
        .containsExactly("off", "error(a->b)", "hang");
  }

  @Nested
  class State {
    @ParameterizedTest
    @ValueSource(strings = {"1*off", "off->1*off", "off[skip=1]", "off[every=2]", "5%off[seed=1]"})
    void mayChangeByAnEvaluation(String text) {
      assertThat(Failpoint.parse(text).hasState()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "0*off", "0*off[skip=1]", "50%off", "off[pod=a]", "off->0*off"})
    void mayNotChange(String text) {
      assertThat(Failpoint.parse(text).hasState()).isFalse();
    }
  }

  @Nested
  class Size {
    private static final int MOST = 64 * 1024;

    private static String ofLength(int length) {
      return "error(" + "x".repeat(length - 7) + ")";
    }

    @Test
    void isAtMost64KiB() {
      assertThat(onlyStep(ofLength(MOST)).arguments().raw().orElseThrow()).hasSize(MOST - 7);
    }

    @Test
    void isRefusedBeyondByAMessageOfItsOwn() {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> Failpoint.parse(ofLength(MOST + 1)))
          .withMessage("a failpoint is at most 65536 characters long, this one ends at 65537")
          .satisfies(e -> assertThat(e.position()).isEqualTo(MOST + 1));
    }

    @Test
    void isRefusedBeforeAnythingIsReadIfItIsFarBeyond() {
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> Failpoint.parse("(".repeat(2_000_000)))
          .withMessage("a failpoint is at most 65536 characters long, this one ends at 2000000");
    }

    @Test
    void isMeasuredWithoutTheStateThatEvaluationsAdd() {
      String longest = ofLength(MOST - "off[every=9]->".length());
      String written = "off[every=9]->" + longest;
      assertThat(written).hasSize(MOST);
      Failpoint after =
          Evaluation.of(
                  Failpoint.parse(written),
                  CallAttributes.of(Map.of()),
                  () -> 0,
                  InstantSource.system())
              .after();
      assertThat(after.print()).isEqualTo("off[every=9,phase=1]->" + longest);
      assertThat(Failpoint.parse(after.print()).print()).isEqualTo(after.print());
    }

    @ParameterizedTest
    @CsvSource({
      "'off[every=5,pod=a,phase=4]->',8",
      "'off[phase= 04,every=5]->',10",
      "'off[seed=1,draws=12345]->',12",
      "off[every=5]->,0",
      "off[skip=5]->,0"
    })
    void isMeasuredToTheCharacter(String beginning, int state) {
      int rest = MOST + state - beginning.length();
      assertThat(Failpoint.parse(beginning + ofLength(rest)).terms()).hasSize(2);
      assertThatExceptionOfType(FailpointSyntaxException.class)
          .isThrownBy(() -> Failpoint.parse(beginning + ofLength(rest + 1)))
          .withMessageStartingWith("a failpoint is at most 65536 characters long");
    }
  }
}
