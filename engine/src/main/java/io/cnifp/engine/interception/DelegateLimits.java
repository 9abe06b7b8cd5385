package io.cnifp.engine.interception;

import java.util.Optional;

/**
 * The limits that the steps of a call have set on its delegate, and what became of them. Created
 * for one call, used on one thread.
 */
final class DelegateLimits {
  private Optional<DelegateLimit> earliest = Optional.empty();
  private String outcome = "";

  /** Adds a limit; of several the one that ends first counts. */
  void add(DelegateLimit limit) {
    if (earliest.isEmpty() || limit.after().compareTo(earliest.get().after()) < 0) {
      earliest = Optional.of(limit);
    }
  }

  /** Returns the limit that counts; empty if there is none. */
  Optional<DelegateLimit> earliest() {
    return earliest;
  }

  /** Notes that a delegate was started, and whether the limit has ended it. */
  void delegated(boolean aborted) {
    if (earliest.isPresent()) {
      outcome = aborted ? "aborted" : "done before";
    }
  }

  /** Returns what became of a limit, for the journal; empty if there was none. */
  String outcome() {
    return outcome;
  }
}
