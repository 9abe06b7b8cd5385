package io.cnifp.command.journal;

import io.cnifp.engine.failpoint.Glob;
import io.cnifp.engine.journal.JournalField;
import io.cnifp.engine.journal.JournalLine;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Selects entries.
 *
 * @param globs patterns by the members that must match
 * @param since the earliest time of an entry
 */
public record EntryFilter(Map<JournalField, String> globs, Optional<Instant> since) {

  /** Returns whether an entry is selected. */
  public boolean accepts(JournalLine entry) {
    for (Map.Entry<JournalField, String> glob : globs.entrySet()) {
      if (!Glob.matches(glob.getValue(), entry.text(glob.getKey()))) {
        return false;
      }
    }
    return since.isEmpty() || !time(entry).isBefore(since.get());
  }

  private static Instant time(JournalLine entry) {
    try {
      return Instant.parse(entry.text(JournalField.TIME));
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }
}
