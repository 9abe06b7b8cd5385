package io.cnifp.engine.failpoint;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads the time of {@code until}: RFC 3339 with an upper-case T and Z, at most nine digits of a
 * fraction, no leap second, and an offset of at most 18 hours.
 *
 * <p>Each field has its place, so that neither a formatter nor a regular expression is loaded.
 */
final class ExpiryTime {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MAX_FRACTION = 9;
  private static final int SECONDS_OF_HOUR = 3600;

  private final String text;
  private int at;

  private ExpiryTime(String text) {
    this.text = text;
  }

  /**
   * Returns the instant of a text.
   *
   * @throws IllegalArgumentException if it is no such time
   */
  static Instant parse(String text) {
    try {
      return new ExpiryTime(text).instant();
    } catch (DateTimeException e) {
      throw wrong();
    }
  }

  private Instant instant() {
    require(follows(FORM));
    LocalDateTime local =
        LocalDateTime.of(
            number(0, 4),
            number(5, 7),
            number(8, 10),
            number(11, 13),
            number(14, 16),
            number(17, 19));
    at = FORM.length();
    int nanos = fraction();
    return local.withNano(nanos).toInstant(ZoneOffset.ofTotalSeconds(offset()));
  }

  private int fraction() {
    if (!text.startsWith(".", at)) {
      return 0;
    }
    int from = ++at;
    int nanos = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      require(at - from < MAX_FRACTION);
      nanos = nanos * 10 + text.charAt(at++) - '0';
    }
    require(at > from);
    for (int digits = at - from; digits < MAX_FRACTION; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private int offset() {
    if (text.startsWith("Z", at)) {
      require(text.length() == at + 1);
      return 0;
    }
    require(follows("+dd:dd") || follows("-dd:dd"));
    require(text.length() == at + "+dd:dd".length());
    int minutes = number(at + 4, at + 6);
    require(minutes < 60);
    int seconds = number(at + 1, at + 3) * SECONDS_OF_HOUR + minutes * 60;
    // ZoneOffset refuses what is beyond 18 hours.
    return text.charAt(at) == '-' ? -seconds : seconds;
  }

  /** Returns whether the text continues in a form in which d stands for any digit. */
  private boolean follows(String form) {
    for (int i = 0; i < form.length(); i++) {
      char c = at + i < text.length() ? text.charAt(at + i) : 0;
      if (form.charAt(i) == 'd' ? !isDigit(c) : c != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int number(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "a time such as 2026-11-25T10:00:00Z or 2026-11-25T11:00:00+01:00 was expected");
  }
}
