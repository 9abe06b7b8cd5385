package io.cnifp.engine.failpoint;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The effect of one call on a failpoint.
 *
 * @param fired the index of the term that fired, from 0; -1 if none did
 * @param after the failpoint as it is to be stored
 */
public record Evaluation(int fired, Failpoint after) {

  /** Returns the term that fired, with its state after the call. */
  public Optional<Term> firedTerm() {
    return fired < 0 ? Optional.empty() : Optional.of(after.terms().get(fired));
  }

  /**
   * Evaluates the terms from left to right until one fires (language.md, "Evaluation").
   *
   * @param failpoint the failpoint as it is stored
   * @param call the attributes that conditions match
   * @param random draws for terms without a seed
   * @param clock the time; read only for terms that expire
   */
  public static Evaluation of(
      Failpoint failpoint, CallAttributes call, RandomSource random, InstantSource clock) {
    List<Term> before = failpoint.terms();
    List<Term> after = before;
    boolean changed = false;
    for (int i = 0; i < before.size(); i++) {
      Term term = before.get(i);
      if (term.count() == 0 || !Matching.of(term.filters(), call, clock)) {
        continue;
      }
      Outcome outcome = evaluate(term, random);
      after = changed ? after : new ArrayList<>(before);
      changed = true;
      after.set(i, outcome.term());
      if (outcome.fires()) {
        return new Evaluation(i, new Failpoint(after));
      }
    }
    return new Evaluation(-1, new Failpoint(after));
  }

  private static Outcome evaluate(Term before, RandomSource random) {
    Term term = before;
    long skip = term.counter(Counter.Kind.SKIP).orElse(0);
    if (skip > 0) {
      return new Outcome(term.with(Counter.Kind.SKIP, skip - 1, Counter.Kind.SKIP), false);
    }
    OptionalLong every = term.counter(Counter.Kind.EVERY);
    if (every.isPresent()) {
      long phase = term.counter(Counter.Kind.PHASE).orElse(0) + 1;
      boolean due = phase >= every.getAsLong();
      term = term.with(Counter.Kind.PHASE, due ? 0 : phase, Counter.Kind.EVERY);
      if (!due) {
        return new Outcome(term, false);
      }
    }
    if (term.probability().isPresent()) {
      Probability probability = term.probability().get();
      OptionalLong seed = term.counter(Counter.Kind.SEED);
      double draw;
      if (seed.isEmpty()) {
        draw = random.nextPercent();
      } else {
        long draws = term.counter(Counter.Kind.DRAWS).orElse(0);
        draw = RandomSource.seeded(seed.getAsLong(), draws);
        term =
            term.with(
                Counter.Kind.DRAWS, draws == Long.MAX_VALUE ? 0 : draws + 1, Counter.Kind.SEED);
      }
      if (!probability.hits(draw)) {
        return new Outcome(term, false);
      }
    }
    return new Outcome(
        term.count() == Term.UNLIMITED ? term : term.withCount(term.count() - 1), true);
  }

  private record Outcome(Term term, boolean fires) {}
}
