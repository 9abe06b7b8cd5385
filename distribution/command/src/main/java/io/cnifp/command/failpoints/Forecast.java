package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Draw;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Filter;
import io.cnifp.engine.failpoint.Term;
import java.util.ArrayList;
import java.util.List;

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

  /** Returns the alternatives, from left to right, up to one that certainly fires. */
  static List<Alternative> of(Failpoint failpoint) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Term term : failpoint.terms()) {
      if (!isDue(term)) {
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
    alternatives.add(new Alternative("", "", ""));
    return alternatives;
  }

  private static boolean isDue(Term term) {
    long skip = number(term, Filter.Key.SKIP, 0);
    long every = number(term, Filter.Key.EVERY, 1);
    long phase = number(term, Filter.Key.PHASE, 0);
    return term.count() != 0 && skip == 0 && phase + 1 >= every;
  }

  private static String condition(Term term) {
    List<String> conditions = new ArrayList<>();
    for (Filter filter : term.filters()) {
      if (!filter.key().isNumber()) {
        conditions.add(filter.key().word() + (filter.negated() ? "!=" : "=") + filter.source());
      }
    }
    return String.join(" and ", conditions);
  }

  /** Returns the chance; with a seed the draw is known, so it is "0" or certain. */
  private static String chance(Term term) {
    if (term.percent().isEmpty()) {
      return "";
    }
    double percent = Double.parseDouble(term.percent());
    long seed = number(term, Filter.Key.SEED, -1);
    if (seed >= 0) {
      long draws = number(term, Filter.Key.DRAWS, 0);
      boolean hit = Draw.seeded(seed, draws) < percent;
      return hit ? "" : "0";
    }
    if (percent == 0) {
      return "0";
    }
    return percent == 100 ? "" : term.percent();
  }

  private static long number(Term term, Filter.Key key, long otherwise) {
    for (Filter filter : term.filters()) {
      if (filter.key() == key) {
        return filter.number();
      }
    }
    return otherwise;
  }
}
