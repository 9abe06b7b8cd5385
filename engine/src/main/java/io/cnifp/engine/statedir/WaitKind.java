package io.cnifp.engine.statedir;

import java.util.Locale;

/** How a call waits, as people who list waiting calls see it. */
public enum WaitKind {
  /** At {@code pause}, until someone releases it. */
  PAUSE,
  /** Without using a processor. */
  DELAY,
  /** With a processor kept busy. */
  SPIN,
  /** Until it is killed. */
  HANG;

  /** Returns the word in an announcement. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
