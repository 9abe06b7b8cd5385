package io.cnifp.command.calls;

import java.util.Comparator;

/**
 * A version of the CNI specification, compared as libcni does ({@code pkg/version}). Immutable.
 *
 * @param text the version as it was written; empty for a configuration that names none
 * @param major the first number
 * @param minor the second number; 0 if there is none
 * @param micro the third number; 0 if there is none
 */
public record SpecVersion(String text, int major, int minor, int micro)
    implements Comparable<SpecVersion> {
  private static final Comparator<SpecVersion> ORDER =
      Comparator.comparingInt(SpecVersion::major)
          .thenComparingInt(SpecVersion::minor)
          .thenComparingInt(SpecVersion::micro);

  /**
   * Parses a version; without one a configuration is of 0.1.0.
   *
   * @throws IllegalArgumentException if it is no version; the message continues the name of the key
   */
  public static SpecVersion parse(String text) {
    if (text.isEmpty()) {
      return new SpecVersion("", 0, 1, 0);
    }
    String[] parts = text.split("\\.", -1);
    int[] numbers = new int[3];
    try {
      if (parts.length > numbers.length) {
        throw new NumberFormatException();
      }
      for (int i = 0; i < parts.length; i++) {
        numbers[i] = Integer.parseInt(parts[i]);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a version such as 1.0.0", e);
    }
    return new SpecVersion(text, numbers[0], numbers[1], numbers[2]);
  }

  /** Returns the version that results have: a configuration without one is of 0.1.0. */
  String ofResults() {
    return text.isEmpty() ? "0.1.0" : text;
  }

  boolean isAtLeast(String other) {
    return compareTo(parse(other)) >= 0;
  }

  @Override
  public int compareTo(SpecVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "0.1.0 (it names none)" : text;
  }
}
