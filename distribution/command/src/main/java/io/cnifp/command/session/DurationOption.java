package io.cnifp.command.session;

import io.cnifp.api.spi.DurationRange;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, in the grammar of failpoints. */
public final class DurationOption {
  private DurationOption() {}

  /**
   * Returns the duration.
   *
   * @throws TypeConversionException if it is invalid
   */
  public static Duration parse(String text) {
    try {
      return DurationRange.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 500ms, 30s, 1m30s or 1h");
    }
  }
}
