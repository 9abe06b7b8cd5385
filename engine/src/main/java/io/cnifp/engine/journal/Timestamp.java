package io.cnifp.engine.journal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Formats a time by RFC 3339, in UTC and to the microsecond. {@code DateTimeFormatter} would cost a
 * call several milliseconds.
 */
final class Timestamp {
  private Timestamp() {}

  static String of(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(27);
    digits(time.getYear(), 1000, text);
    text.append('-');
    digits(time.getMonthValue(), 10, text);
    text.append('-');
    digits(time.getDayOfMonth(), 10, text);
    text.append('T');
    digits(time.getHour(), 10, text);
    text.append(':');
    digits(time.getMinute(), 10, text);
    text.append(':');
    digits(time.getSecond(), 10, text);
    text.append('.');
    digits(time.getNano() / 1000, 100_000, text);
    return text.append('Z').toString();
  }

  private static void digits(int number, int highest, StringBuilder text) {
    for (int unit = highest; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }
}
