package io.cnifp.actions;

import io.cnifp.api.spi.ActionArguments;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an action waits: a duration, or a range from which each firing draws one evenly.
 *
 * <p>A duration is a whole number of milliseconds ({@code 500}) or numbers with units ({@code
 * 1m30s}, {@code 1.5s}, {@code 50us}). What is longer than 2^63-1 ns, some 292 years, waits that
 * long.
 *
 * @param least the shortest wait
 * @param most the longest wait
 */
record Wait(Duration least, Duration most) {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  static Wait parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      Duration duration = parseDuration(text);
      return new Wait(duration, duration);
    }
    Duration one = parseDuration(text.substring(0, dots));
    Duration other = parseDuration(text.substring(dots + 2));
    return one.compareTo(other) <= 0 ? new Wait(one, other) : new Wait(other, one);
  }

  static Duration parseDuration(String text) {
    if (isDigits(text)) {
      long millis = ActionArguments.wholeNumber(text, "a duration", 0, Long.MAX_VALUE);
      return ofNanos(millis * 1e6, () -> Duration.ofMillis(millis));
    }
    double nanos = 0;
    int at = 0;
    do {
      int unit = at;
      while (unit < text.length() && (isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
        end++;
      }
      nanos += number(text.substring(at, unit)) * nanosOf(text.substring(unit, end));
      at = end;
    } while (at < text.length());
    double sum = nanos;
    return ofNanos(sum, () -> Duration.ofNanos(Math.round(sum)));
  }

  /** Draws the wait of one firing. */
  Duration next() {
    if (least.equals(most)) {
      return least;
    }
    long from = saturatedNanos(least);
    long range = saturatedNanos(most) - from;
    return Duration.ofNanos(
        from
            + (range == Long.MAX_VALUE
                ? ThreadLocalRandom.current().nextLong(range)
                : ThreadLocalRandom.current().nextLong(range + 1)));
  }

  static long saturatedNanos(Duration duration) {
    return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  private static Duration ofNanos(double approximate, java.util.function.Supplier<Duration> exact) {
    return approximate >= 9.2e18 ? LONGEST : exact.get();
  }

  private static double number(String text) {
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    boolean valid =
        point < 0
            ? isDigits(text)
            : isDigits(fraction) && (point == 0 || isDigits(text.substring(0, point)));
    if (!valid) {
      throw notADuration();
    }
    return Double.parseDouble(text);
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> throw notADuration();
    };
  }

  private static IllegalArgumentException notADuration() {
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

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
