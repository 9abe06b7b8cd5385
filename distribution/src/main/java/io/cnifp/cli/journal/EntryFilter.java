package io.cnifp.cli.journal;

import io.cnifp.engine.failpoint.Glob;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries are of interest.
 *
 * @param globs globs by the members that they must match
 * @param since only entries from this time on
 */
public record EntryFilter(Map<String, String> globs, Optional<Instant> since) {

  /** Whether an entry is of interest. */
  public boolean accepts(Entry entry) {
    for (Map.Entry<String, String> glob : globs.entrySet()) {
      if (!Glob.matches(glob.getValue(), entry.text(glob.getKey()))) {
        return false;
      }
    }
    return since.isEmpty() || !time(entry).isBefore(since.get());
  }

  private static Instant time(Entry entry) {
    try {
      return Instant.parse(entry.text("time"));
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }
}
