package io.cnifp.engine.failpoint;

/**
 * The probability of a term, in percent.
 *
 * @param text the number as it was written, without the sign
 * @param percent its value, from 0 to 100
 */
public record Probability(String text, double percent) {

  /** Returns the probability of a number's text. */
  static Probability of(String text) {
    return new Probability(text, Double.parseDouble(text));
  }

  /** Returns whether a term of this probability fires at every draw. */
  public boolean isCertain() {
    return percent == 100;
  }

  /** Returns whether a term of this probability never fires. */
  public boolean isImpossible() {
    return percent == 0;
  }

  /** Returns whether a draw from 0 (included) to 100 (excluded) fires. */
  boolean hits(double draw) {
    return draw < percent;
  }
}
