package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTests {
  private static final Map<String, String> CALL =
      Map.of("pod", "web-1", "namespace", "default", "container", "c1", "ifname", "eth0");

  private static Evaluation evaluate(String failpoint, RandomSource draw) {
    return Evaluation.of(
        Failpoint.parse(failpoint), CallAttributes.of(CALL), draw, InstantSource.system());
  }

  /** A call that must not draw. */
  private static Evaluation evaluate(String failpoint) {
    return evaluate(
        failpoint,
        () -> {
          throw new AssertionError("drew for " + failpoint);
        });
  }

  /** What each of several calls in turn fires; an empty text if it fires nothing. */
  private static List<String> fired(String failpoint, int calls) {
    List<String> fired = new ArrayList<>();
    String state = failpoint;
    for (int i = 0; i < calls; i++) {
      Evaluation evaluation = evaluate(state);
      fired.add(evaluation.firedTerm().map(Term::stepsText).orElse(""));
      state = evaluation.after().print();
    }
    return fired;
  }

  @Nested
  class Counts {
    @Test
    void areUsedFromLeftToRight() {
      assertThat(fired("2*error(a)->0*hang->1*error(b)", 4))
          .containsExactly("error(a)", "error(a)", "error(b)", "");
    }

    @Test
    void goDownWhereTheyAre() {
      Evaluation evaluation = evaluate("0*error(a)->2*error(b)->1*off");
      assertThat(evaluation.fired()).isEqualTo(1);
      assertThat(evaluation.after().print()).isEqualTo("0*error(a)->1*error(b)->1*off");
      assertThat(evaluation.firedTerm().orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void areUnlimitedIfThereIsNone() {
      assertThat(fired("error(a)->hang", 3)).containsOnly("error(a)");
      assertThat(evaluate("error(a)->hang").after().print()).isEqualTo("error(a)->hang");
    }

    @Test
    void thatAreSpentLeaveAllElseInTheirTerm() {
      Evaluation evaluation = evaluate("0*off[skip=3,every=2,phase=1]->50%0*off[seed=1]");
      assertThat(evaluation.fired()).isEqualTo(-1);
      assertThat(evaluation.firedTerm()).isEmpty();
      assertThat(evaluation.after().print())
          .isEqualTo("0*off[skip=3,every=2,phase=1]->50%0*off[seed=1]");
    }

    @Test
    void goUpToTheLargestLong() {
      assertThat(evaluate("9223372036854775807*off").after().print())
          .isEqualTo("9223372036854775806*off");
    }
  }

  @Nested
  class Matching {
    @ParameterizedTest
    @CsvSource({
      "pod=web-1",
      "pod=web-*",
      "namespace=d?fault",
      "container=c1",
      "ifname=*",
      "pod!=db-*",
      "network!=*",
      "network!=x",
      "'pod=web-*,ifname=eth0,namespace!=kube-system'",
      "pod='web-1'"
    })
    void aCallThatMeetsAllFiltersFires(String filters) {
      assertThat(evaluate("1*off[" + filters + "]").fired()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "pod=web",
      "pod=db-*",
      "network=*",
      "pod!=web-*",
      "pod!=*",
      "'pod=web-*,ifname=eth1'",
      "'ifname=eth1,pod=web-*'",
      "'pod=web-1,network=x'"
    })
    void aCallThatMissesOneChangesNothing(String filters) {
      String failpoint = "1*off[skip=1,every=5,seed=1," + filters + "]";
      Evaluation evaluation = evaluate(failpoint);
      assertThat(evaluation.fired()).isEqualTo(-1);
      assertThat(evaluation.after().print()).isEqualTo(failpoint);
    }
  }

  @Nested
  class SkipAndEvery {
    @Test
    void skipPassesOverTheFirstCallsAndUsesNoCount() {
      assertThat(fired("1*error(a)[skip=2]", 4)).containsExactly("", "", "error(a)", "");
      assertThat(evaluate("1*off[skip=2]").after().print()).isEqualTo("1*off[skip=1]");
      assertThat(evaluate("1*off[skip=0]").after().print()).isEqualTo("0*off[skip=0]");
    }

    @Test
    void everyFiresOnEachNthCall() {
      assertThat(fired("error(a)[every=3]", 7))
          .containsExactly("", "", "error(a)", "", "", "error(a)", "");
      assertThat(fired("2*error(a)[every=1]", 3)).containsExactly("error(a)", "error(a)", "");
    }

    @ParameterizedTest
    @CsvSource({
      "'every=3,pod=*','every=3,phase=1,pod=*'", "'pod=*,every=3','pod=*,every=3,phase=1'",
      "'phase=1,pod=*,every=3','phase=2,pod=*,every=3'", "'every=2,phase=1','every=2,phase=0'",
      "every=1,'every=1,phase=0'"
    })
    void everyKeepsItsPhaseRightBehindItOrWhereItStands(String before, String after) {
      assertThat(evaluate("off[" + before + "]").after().print()).isEqualTo("off[" + after + "]");
    }

    @Test
    void skipComesBeforeEvery() {
      assertThat(fired("error(a)[every=2,skip=2]", 6))
          .containsExactly("", "", "", "error(a)", "", "error(a)");
      assertThat(evaluate("off[every=2,skip=1]").after().print()).isEqualTo("off[every=2,skip=0]");
    }

    @Test
    void aTermThatIsPassedOverLeavesTheCallToTheNext() {
      assertThat(fired("1*error(a)[skip=1]->error(b)", 3))
          .containsExactly("error(b)", "error(a)", "error(b)");
    }
  }

  @Nested
  class Expiries {
    private static final String UNTIL = "[until=2026-11-25T10:00:00Z]";

    private Evaluation at(String now, String failpoint) {
      return Evaluation.of(
          Failpoint.parse(failpoint), CallAttributes.of(CALL), () -> 0, () -> Instant.parse(now));
    }

    @ParameterizedTest
    @CsvSource({
      "2026-11-25T09:59:59.999999999Z,0",
      "2026-11-25T10:00:00Z,-1",
      "2027-01-01T00:00:00Z,-1"
    })
    void firesBeforeThatInstant(String now, int fired) {
      assertThat(at(now, "1*off" + UNTIL).fired()).isEqualTo(fired);
    }

    @Test
    void leaveTheTermAsItIs() {
      String expired = "50%2*off[skip=3,every=2,seed=1,until=2026-11-25T10:00:00Z]";
      assertThat(at("2026-11-25T10:00:00Z", expired).after().print()).isEqualTo(expired);
    }

    @Test
    void leaveTheCallToTheNextTerm() {
      assertThat(at("2026-11-25T10:00:00Z", "off" + UNTIL + "->error(b)").fired()).isEqualTo(1);
    }

    @Test
    void readTheClockOnlyIfThereIsOne() {
      Evaluation evaluation =
          Evaluation.of(
              Failpoint.parse("1*off[pod=*]"),
              CallAttributes.of(CALL),
              () -> 0,
              () -> {
                throw new AssertionError("the clock was read");
              });
      assertThat(evaluation.fired()).isZero();
    }
  }

  @Nested
  class Probabilities {
    @ParameterizedTest
    @CsvSource({"50,49.999,0", "50,50,-1", "0,0,-1", "100,99.999,0", ".5,0.4999,0", ".5,0.5,-1"})
    void firesIfTheDrawIsBelowIt(String percent, double drawn, int fired) {
      Evaluation evaluation = evaluate(percent + "%1*off", () -> drawn);
      assertThat(evaluation.fired()).isEqualTo(fired);
      assertThat(evaluation.after().terms().get(0).count()).isEqualTo(fired == 0 ? 0 : 1);
    }

    @Test
    void drawsOnlyForATermThatGotThatFar() {
      assertThat(evaluate("50%0*off->50%off[skip=1]->50%off[pod=x]->off").fired()).isEqualTo(3);
    }

    @Test
    void ofASeedIsReproducible() {
      SplittableRandom random = new SplittableRandom(83);
      String state = "30%error(a)[pod=*,seed=83]";
      for (int n = 0; n < 200; n++) {
        boolean hit = (random.nextLong() >>> 11) * 0x1.0p-53 * 100 < 30;
        Evaluation evaluation = evaluate(state);
        assertThat(evaluation.fired()).as("draw %d", n).isEqualTo(hit ? 0 : -1);
        state = evaluation.after().print();
        assertThat(state).isEqualTo("30%error(a)[pod=*,seed=83,draws=" + (n + 1) + "]");
      }
    }

    @Test
    void aMissUsesNoCountButADraw() {
      assertThat(evaluate("0%3*off[seed=1]").after().print()).isEqualTo("0%3*off[seed=1,draws=1]");
      assertThat(evaluate("100%3*off[draws=4,seed=1]").after().print())
          .isEqualTo("100%2*off[draws=5,seed=1]");
    }

    @Test
    void everyComesBeforeTheDraw() {
      Evaluation evaluation = evaluate("0%1*off[seed=1,every=2]");
      assertThat(evaluation.after().print()).isEqualTo("0%1*off[seed=1,every=2,phase=1]");
      assertThat(evaluate(evaluation.after().print()).after().print())
          .isEqualTo("0%1*off[seed=1,draws=1,every=2,phase=0]");
    }

    @Test
    void theNumberOfDrawsStartsAgainBehindTheLargestLong() {
      Evaluation evaluation = evaluate("0%off[seed=1,draws=9223372036854775807]");
      assertThat(evaluation.after().terms().get(0).counter(Counter.Kind.DRAWS)).hasValue(0);
    }
  }
}
