package io.cnifp.engine.failpoint;

/**
 * What stands between the brackets of a term: a condition on the call, its expiry, or a part of its
 * state.
 *
 * <p>A new condition is a constant of {@link Attribute}; a new part of the state is a constant of
 * {@link Counter.Kind}.
 */
public sealed interface TermFilter permits Condition, Expiry, Counter {

  /** Returns the word before the {@code =}. */
  String word();

  /** Prints the filter in canonical form. */
  void print(StringBuilder text);
}
