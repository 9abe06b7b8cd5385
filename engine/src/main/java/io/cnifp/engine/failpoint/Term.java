package io.cnifp.engine.failpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One alternative of a failpoint: when it fires, and what happens then.
 *
 * @param probability the probability; empty if it fires at every call that it applies to
 * @param count how often it may still fire; {@link #UNLIMITED} if it has no count
 * @param steps what happens, in order; from 1 to {@link #MAX_STEPS}
 * @param filters its conditions and its state, in the order in which they were written
 */
public record Term(
    Optional<Probability> probability, long count, List<Step> steps, List<TermFilter> filters) {
  /** The count of a term that has none. */
  public static final long UNLIMITED = -1;

  /** How many steps a term may have: each is a level of the thread's stack. */
  public static final int MAX_STEPS = 64;

  /** Returns the conditions on the call. */
  public List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (TermFilter filter : filters) {
      if (filter instanceof Condition condition) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  /** Returns a counter of the state; empty if the term does not have it. */
  public OptionalLong counter(Counter.Kind kind) {
    for (TermFilter filter : filters) {
      if (filter instanceof Counter counter && counter.kind() == kind) {
        return OptionalLong.of(counter.value());
      }
    }
    return OptionalLong.empty();
  }

  /** Returns when the term expires; empty if it never does. */
  public Optional<Expiry> expiry() {
    for (TermFilter filter : filters) {
      if (filter instanceof Expiry expiry) {
        return Optional.of(expiry);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the number that the last draw of a seed used; empty if the term draws without one. What
   * its actions draw begins there.
   */
  public OptionalLong lastDraw() {
    OptionalLong seed = counter(Counter.Kind.SEED);
    if (probability.isEmpty() || seed.isEmpty()) {
      return OptionalLong.empty();
    }
    long draws = counter(Counter.Kind.DRAWS).orElse(0);
    long last = draws == 0 ? Long.MAX_VALUE : draws - 1;
    return OptionalLong.of(RandomSource.number(seed.getAsLong(), last));
  }

  /** Returns whether an evaluation may change this term. */
  public boolean hasState() {
    boolean counts = count > 0;
    for (TermFilter filter : filters) {
      counts |= filter instanceof Counter;
    }
    return count != 0 && counts;
  }

  Term withCount(long changed) {
    return new Term(probability, changed, steps, filters);
  }

  /** Sets a counter; a new one is written directly after another counter. */
  Term with(Counter.Kind kind, long value, Counter.Kind after) {
    Counter set = new Counter(kind, value);
    boolean exists = counter(kind).isPresent();
    List<TermFilter> changed = new ArrayList<>(filters.size() + 1);
    for (TermFilter filter : filters) {
      boolean same = filter instanceof Counter counter && counter.kind() == kind;
      changed.add(same ? set : filter);
      if (!exists && filter instanceof Counter counter && counter.kind() == after) {
        changed.add(set);
      }
    }
    return new Term(probability, count, steps, List.copyOf(changed));
  }

  /** Returns the steps as text, joined by {@code +}. */
  public String stepsText() {
    StringBuilder text = new StringBuilder();
    printSteps(text);
    return text.toString();
  }

  void print(StringBuilder text) {
    if (probability.isPresent()) {
      text.append(probability.get().text()).append('%');
    }
    if (count != UNLIMITED) {
      text.append(count).append('*');
    }
    printSteps(text);
    for (int i = 0; i < filters.size(); i++) {
      text.append(i == 0 ? '[' : ',');
      filters.get(i).print(text);
    }
    if (!filters.isEmpty()) {
      text.append(']');
    }
  }

  private void printSteps(StringBuilder text) {
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        text.append('+');
      }
      text.append(steps.get(i).source());
    }
  }
}
