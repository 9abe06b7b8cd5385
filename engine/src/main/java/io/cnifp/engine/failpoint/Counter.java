package io.cnifp.engine.failpoint;

/**
 * A number in the state of a term.
 *
 * @param kind what it counts
 * @param value its value, not negative
 */
public record Counter(Kind kind, long value) implements TermFilter {

  /** What counters count. */
  public enum Kind {
    /** How many calls are still passed over. */
    SKIP("skip"),
    /** Fires on every N-th call. */
    EVERY("every"),
    /** Calls since {@link #EVERY} last fired; written by evaluations. */
    PHASE("phase"),
    /** Makes draws reproducible. */
    SEED("seed"),
    /** Draws of {@link #SEED} so far; written by evaluations. */
    DRAWS("draws");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the counter as the language writes it. */
    public String word() {
      return word;
    }

    /** Returns whether evaluations write it rather than people. */
    public boolean isWrittenByEvaluation() {
      return this == PHASE || this == DRAWS;
    }
  }

  @Override
  public String word() {
    return kind.word();
  }

  @Override
  public void print(StringBuilder text) {
    text.append(word()).append('=').append(value);
  }
}
