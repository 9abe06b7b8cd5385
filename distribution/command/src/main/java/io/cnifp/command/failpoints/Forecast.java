package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Condition;
import io.cnifp.engine.failpoint.Counter;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Probability;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpoint.Term;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the next call at a point will do, as far as that can be known before the call. The result is
 * a list of alternatives; the first one whose condition holds applies.
 */
final class Forecast {
  private Forecast() {}

  /**
   * One alternative.
   *
   * @param condition the condition on the call; empty if there is none
   * @param chance the percentage as written; empty if it is certain
   * @param steps the steps that then fire; empty if nothing fires
   */
  record Alternative(String condition, String chance, String steps) {

    /** Returns the alternative in words. */
    String text() {
      String when = condition.isEmpty() ? "" : "if " + condition;
      String how = chance.isEmpty() ? "" : (when.isEmpty() ? "" : " ") + "with " + chance + " %";
      String what = steps.isEmpty() ? "nothing, the call continues" : steps;
      return when.isEmpty() && how.isEmpty() ? what : when + how + ": " + what;
    }
  }

  /** The alternative that nothing fires. */
  static final Alternative NOTHING = new Alternative("", "", "");

  /** Returns the alternatives, from left to right, up to one that certainly fires. */
  static List<Alternative> of(Failpoint failpoint, InstantSource clock) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Term term : failpoint.terms()) {
      if (!isDue(term) || isExpired(term, clock)) {
        continue;
      }
      String condition = condition(term);
      String chance = chance(term);
      if (chance.equals("0")) {
        continue;
      }
      alternatives.add(new Alternative(condition, chance, term.stepsText()));
      if (condition.isEmpty() && chance.isEmpty()) {
        return alternatives;
      }
    }
    alternatives.add(NOTHING);
    return alternatives;
  }

  /** Returns whether a term has expired. */
  static boolean isExpired(Term term, InstantSource clock) {
    return term.expiry().filter(expiry -> expiry.isReached(clock)).isPresent();
  }

  private static boolean isDue(Term term) {
    long skip = term.counter(Counter.Kind.SKIP).orElse(0);
    long every = term.counter(Counter.Kind.EVERY).orElse(1);
    long phase = term.counter(Counter.Kind.PHASE).orElse(0);
    return term.count() != 0 && skip == 0 && phase + 1 >= every;
  }

  private static String condition(Term term) {
    List<String> conditions = new ArrayList<>();
    for (Condition condition : term.conditions()) {
      conditions.add(condition.word() + (condition.negated() ? "!=" : "=") + condition.source());
    }
    return String.join(" and ", conditions);
  }

  /** Returns the chance; with a seed the draw is known, so it is "0" or certain. */
  private static String chance(Term term) {
    if (term.probability().isEmpty()) {
      return "";
    }
    Probability probability = term.probability().get();
    OptionalLong seed = term.counter(Counter.Kind.SEED);
    if (seed.isPresent()) {
      long draws = term.counter(Counter.Kind.DRAWS).orElse(0);
      boolean hit = RandomSource.seeded(seed.getAsLong(), draws) < probability.percent();
      return hit ? "" : "0";
    }
    if (probability.isImpossible()) {
      return "0";
    }
    return probability.isCertain() ? "" : probability.text();
  }
}
