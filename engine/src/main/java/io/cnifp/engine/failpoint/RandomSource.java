package io.cnifp.engine.failpoint;

/** Where the draws of a term without a seed come from. */
@FunctionalInterface
public interface RandomSource {

  /** Returns a number from 0 (included) to 100 (excluded). */
  double nextPercent();

  /**
   * Returns the reproducible draw of a seed: the one that the n-th number of {@code new
   * SplittableRandom(seed).nextLong()}, from 0, yields.
   */
  static double seeded(long seed, long n) {
    return (number(seed, n) >>> 11) * 0x1.0p-53 * 100;
  }

  /** Returns the n-th number, from 0, of {@code new SplittableRandom(seed).nextLong()}. */
  static long number(long seed, long n) {
    long z = seed + (n + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
