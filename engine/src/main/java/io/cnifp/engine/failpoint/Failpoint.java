package io.cnifp.engine.failpoint;

import java.util.List;

/**
 * What happens on the next calls of one point: terms, of which the first one that fires is applied.
 *
 * @param terms the terms in order; never empty
 */
public record Failpoint(List<Term> terms) {
  /** How long a failpoint may be, in characters, without the state that evaluations add. */
  public static final int MAX_LENGTH = 64 * 1024;

  /**
   * Parses a failpoint.
   *
   * @throws FailpointSyntaxException if the text is none. Names and arguments of actions are not
   *     checked here
   */
  public static Failpoint parse(String text) {
    return new FailpointParser(text).failpoint();
  }

  /** Returns whether an evaluation may change this failpoint. */
  public boolean hasState() {
    for (Term term : terms) {
      if (term.hasState()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether another failpoint has the same steps, whatever its counts and state. */
  public boolean hasStepsOf(Failpoint other) {
    if (terms.size() != other.terms.size()) {
      return false;
    }
    for (int i = 0; i < terms.size(); i++) {
      if (!terms.get(i).stepsText().equals(other.terms.get(i).stepsText())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the canonical form, which {@link #parse} reads as the same failpoint. */
  public String print() {
    StringBuilder text = new StringBuilder(terms.size() * 16);
    for (int i = 0; i < terms.size(); i++) {
      if (i > 0) {
        text.append("->");
      }
      terms.get(i).print(text);
    }
    return text.toString();
  }
}
