package io.cnifp.engine.failpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call makes of a failpoint.
 *
 * @param fired the index of the term that fired, from 0; -1 if none did
 * @param after the failpoint to keep
 */
public record Evaluation(int fired, Failpoint after) {

  /** The term that fired, with its state as it is now. */
  public Optional<Term> firedTerm() {
    return fired < 0 ? Optional.empty() : Optional.of(after.terms().get(fired));
  }

  /**
   * Looks at the terms from left to right until one fires (language.md, "Evaluation").
   *
   * @param failpoint the failpoint as it stands
   * @param call what the matching filters look at
   * @param draw chance for terms without a seed
   */
  public static Evaluation of(Failpoint failpoint, CallAttributes call, Draw draw) {
    List<Term> before = failpoint.terms();
    List<Term> after = before;
    boolean looked = false;
    for (int i = 0; i < before.size(); i++) {
      Term term = before.get(i);
      if (term.count() == 0 || !matches(term, call)) {
        continue;
      }
      Outcome outcome = look(term, draw);
      after = looked ? after : new ArrayList<>(before);
      looked = true;
      after.set(i, outcome.term());
      if (outcome.fires()) {
        return new Evaluation(i, new Failpoint(after));
      }
    }
    return new Evaluation(-1, new Failpoint(after));
  }

  private static Outcome look(Term looked, Draw draw) {
    Term term = looked;
    Filter skip = term.filter(Filter.Key.SKIP);
    if (skip != null && skip.number() > 0) {
      return new Outcome(term.with(Filter.Key.SKIP, skip.number() - 1, Filter.Key.SKIP), false);
    }
    Filter every = term.filter(Filter.Key.EVERY);
    if (every != null) {
      long phase = numberOr0(term.filter(Filter.Key.PHASE)) + 1;
      boolean due = phase >= every.number();
      term = term.with(Filter.Key.PHASE, due ? 0 : phase, Filter.Key.EVERY);
      if (!due) {
        return new Outcome(term, false);
      }
    }
    if (!term.percent().isEmpty()) {
      double chance = Double.parseDouble(term.percent());
      Filter seed = term.filter(Filter.Key.SEED);
      double drawn;
      if (seed == null) {
        drawn = draw.next();
      } else {
        long draws = numberOr0(term.filter(Filter.Key.DRAWS));
        drawn = Draw.seeded(seed.number(), draws);
        term =
            term.with(Filter.Key.DRAWS, draws == Long.MAX_VALUE ? 0 : draws + 1, Filter.Key.SEED);
      }
      if (drawn >= chance) {
        return new Outcome(term, false);
      }
    }
    return new Outcome(
        term.count() == Term.UNLIMITED ? term : term.withCount(term.count() - 1), true);
  }

  private static boolean matches(Term term, CallAttributes call) {
    for (Filter filter : term.filters()) {
      if (!filter.key().isNumber()) {
        String attribute = call.get(filter.key());
        boolean matches = attribute != null && Glob.matches(filter.value(), attribute);
        if (matches == filter.negated()) {
          return false;
        }
      }
    }
    return true;
  }

  private static long numberOr0(@Nullable Filter filter) {
    return filter == null ? 0 : filter.number();
  }

  private record Outcome(Term term, boolean fires) {}
}
