package io.cnifp.engine.journal;

import io.cnifp.api.CniRequest;

/**
 * The journal of one call: what all its entries have in common.
 *
 * @param journal where they are written
 * @param request the call
 * @param launcher the name of the executable that the runtime started
 * @param delegate the name of what the call is delegated to; empty if the configuration is wrong
 *     about it
 */
public record CallJournal(Journal journal, CniRequest request, String launcher, String delegate) {

  /**
   * Creates an entry.
   *
   * @param file the failpoint file as it was named; empty if there is none
   * @param point the point that is evaluated; empty if the call did not reach it
   */
  public JournalEntry entry(String file, String point) {
    return new JournalEntry(this, file, point);
  }
}
