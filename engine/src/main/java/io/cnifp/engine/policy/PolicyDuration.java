package io.cnifp.engine.policy;

import java.time.Duration;
import java.util.Optional;

/** Reads a duration of the policy: milliseconds ({@code 500}) or one number with a unit. */
public final class PolicyDuration {
  private PolicyDuration() {}

  /** Reads a duration; empty if the text isn't one. */
  public static Optional<Duration> parse(String text) {
    int unit = 0;
    while (unit < text.length() && text.charAt(unit) >= '0' && text.charAt(unit) <= '9') {
      unit++;
    }
    if (unit == 0 || unit > 12) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "us" -> Optional.of(Duration.ofNanos(number * 1000));
      case "", "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      default -> Optional.empty();
    };
  }
}
