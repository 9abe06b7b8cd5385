package io.cnifp.engine.failpointfile;

import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.FileFilters;
import java.util.OptionalLong;

/**
 * What limits all points of a failpoint file together.
 *
 * @param when the calls that the file is about
 * @param atMost how often a term of it may still fire; empty if there is no limit
 */
public record FileLimits(FileFilters when, OptionalLong atMost) {
  /** The member that says which calls the file is about. */
  public static final String WHEN = "when";

  /** The member that says how often a term of the file may still fire. */
  public static final String AT_MOST = "atMost";

  /** The limits of a file that has none. */
  public static final FileLimits NONE = new FileLimits(FileFilters.NONE, OptionalLong.empty());

  /** Returns whether no term may fire any more. */
  public boolean areSpent() {
    return atMost.isPresent() && atMost.getAsLong() == 0;
  }

  /**
   * Reads the value of {@value #WHEN}.
   *
   * @throws io.cnifp.api.json.JsonException if it is no list of filters
   */
  public static FileFilters when(JsonValue value) {
    if (!(value instanceof JsonString text)) {
      throw value.error("a string with filters was expected as " + WHEN);
    }
    try {
      return FileFilters.parse(text.asText());
    } catch (FailpointSyntaxException e) {
      throw value.error(WHEN + ": " + e.problem(), text.offsetOf(e.position()));
    }
  }

  /**
   * Reads the value of {@value #AT_MOST}.
   *
   * @throws io.cnifp.api.json.JsonException if it is no whole number that a long holds
   */
  public static long atMost(JsonValue value) {
    try {
      if (value instanceof JsonNumber number) {
        return ActionArguments.wholeNumber(number.text(), AT_MOST, 0, Long.MAX_VALUE);
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw value.error("a whole number from 0 to " + Long.MAX_VALUE + " was expected as " + AT_MOST);
  }
}
