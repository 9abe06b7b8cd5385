package io.cnifp.acceptance.harness;

/** The number of repetitions in stress tests: small by default, full in {@code ./verify --long}. */
public final class StressSize {
  private static final boolean LONG = Boolean.getBoolean("cnifp.long");

  private StressSize() {}

  /** Returns one of two numbers. */
  public static int of(int usual, int full) {
    return LONG ? full : usual;
  }
}
