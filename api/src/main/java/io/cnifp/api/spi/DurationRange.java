package io.cnifp.api.spi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A duration, or a range of durations, as the failpoint language writes it.
 *
 * <p>A duration is a whole number of milliseconds ({@code 500}) or a sequence of numbers with units
 * ({@code 1m30s}, {@code 1.5s}, {@code 50us}); units are {@code ns}, {@code us} (or {@code µs},
 * with either of the two characters that look so), {@code ms}, {@code s}, {@code m} and {@code h}.
 * Two durations with {@code ..} between them, in either order, are a range. What is longer than
 * {@link #LONGEST} counts as that.
 *
 * @param min the shortest duration
 * @param max the longest duration
 * @since 0.1
 */
public record DurationRange(Duration min, Duration max) {
  /** The longest duration: 2^63-1 nanoseconds, some 292 years. */
  public static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final String MICRO_SIGN = "\u00b5s";
  private static final String GREEK_MU = "\u03bcs";

  /**
   * {@return the range of a text}
   *
   * @param text a duration, or two with {@code ..} between them
   * @throws IllegalArgumentException if the text is neither; the message continues "the action"
   */
  public static DurationRange parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      Duration duration = parseDuration(text);
      return new DurationRange(duration, duration);
    }
    Duration one = parseDuration(text.substring(0, dots));
    Duration other = parseDuration(text.substring(dots + 2));
    return one.compareTo(other) <= 0
        ? new DurationRange(one, other)
        : new DurationRange(other, one);
  }

  /**
   * {@return the duration of a text}
   *
   * @param text the duration
   * @throws IllegalArgumentException if the text is none; the message continues "the action"
   */
  public static Duration parseDuration(String text) {
    if (isDigits(text)) {
      long millis = ActionArguments.wholeNumber(text, "a duration", 0, Long.MAX_VALUE);
      return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis(millis);
    }
    double nanos = 0;
    int at = 0;
    do {
      int unit = at;
      while (unit < text.length() && (isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && isLetter(text.charAt(end))) {
        end++;
      }
      nanos += number(text.substring(at, unit)) * nanosOf(text.substring(unit, end));
      at = end;
    } while (at < text.length());
    return nanos >= 9.2e18 ? LONGEST : Duration.ofNanos(Math.round(nanos));
  }

  /**
   * {@return a duration of this range, evenly distributed}
   *
   * @param random where its place in the range comes from; not used if the range is one duration
   */
  public Duration draw(RandomGenerator random) {
    if (min.equals(max)) {
      return min;
    }
    long from = min.toNanos();
    long range = max.toNanos() - from;
    return Duration.ofNanos(
        from + (range == Long.MAX_VALUE ? random.nextLong(range) : random.nextLong(range + 1)));
  }

  private static double number(String text) {
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    boolean valid =
        point < 0
            ? isDigits(text)
            : isDigits(fraction) && (point == 0 || isDigits(text.substring(0, point)));
    if (!valid) {
      throw noDuration();
    }
    return Double.parseDouble(text);
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", MICRO_SIGN, GREEK_MU -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> throw noDuration();
    };
  }

  private static IllegalArgumentException noDuration() {
    return new IllegalArgumentException(
        "takes a duration such as 500 (milliseconds), 1.5s, 1m30s, 50us or a range 50ms..200ms");
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || c == '\u00b5' || c == '\u03bc';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
