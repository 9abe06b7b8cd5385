package io.cnifp.engine.failpoint;

import java.util.List;

/**
 * What happens on the next calls of one point: terms, of which the first that fires counts.
 *
 * @param terms the terms in order; never empty
 */
public record Failpoint(List<Term> terms) {
  /** How long a failpoint may be, in characters, without the state that evaluations add. */
  public static final int MAX_LENGTH = 64 * 1024;

  /**
   * Reads a failpoint.
   *
   * @throws FailpointSyntaxException if the text isn't one. Whether there are actions of these
   *     names, and whether they take these arguments, is not looked at here
   */
  public static Failpoint parse(String text) {
    return new FailpointParser(text).failpoint();
  }

  /** Whether an evaluation may leave another failpoint behind. */
  public boolean hasState() {
    for (Term term : terms) {
      if (term.hasState()) {
        return true;
      }
    }
    return false;
  }

  /** Prints the failpoint in canonical form, which {@link #parse} reads as the same failpoint. */
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
