package io.cnifp.engine.failpointfile;

import io.cnifp.engine.failpoint.FileFilters;
import java.util.OptionalLong;

/**
 * What limits all points of a failpoint file together.
 *
 * @param when the calls that the file is about
 * @param atMost how often a term of it may still fire; empty if there is no limit
 */
public record FileLimits(FileFilters when, OptionalLong atMost) {
  /** The limits of a file that has none. */
  public static final FileLimits NONE = new FileLimits(FileFilters.NONE, OptionalLong.empty());

  /** Returns whether no term may fire any more. */
  public boolean areSpent() {
    return atMost.isPresent() && atMost.getAsLong() == 0;
  }
}
