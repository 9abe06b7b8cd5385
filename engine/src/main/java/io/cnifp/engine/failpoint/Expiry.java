package io.cnifp.engine.failpoint;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The instant from which a term, or a whole file, is passed over: {@code until=TIME}.
 *
 * @param source the time as it is printed
 * @param instant the instant
 */
public record Expiry(String source, Instant instant) implements TermFilter {
  /** The word of the language. */
  public static final String WORD = "until";

  /** Returns whether a clock has reached the instant. */
  public boolean isReached(InstantSource clock) {
    return clock.instant().compareTo(instant) >= 0;
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public void print(StringBuilder text) {
    text.append(WORD).append('=').append(source);
  }
}
