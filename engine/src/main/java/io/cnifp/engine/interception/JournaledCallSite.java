package io.cnifp.engine.interception;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Records the waits of the term whose steps run, before they begin. */
final class JournaledCallSite extends ForwardingCallSite {
  private Optional<RunningTerm> running = Optional.empty();
  private boolean run;

  JournaledCallSite(CallSite site) {
    super(site);
  }

  /**
   * A term whose steps run.
   *
   * @param entry its entry in the journal
   * @param term the term
   */
  record RunningTerm(JournalEntry entry, JournalEntry.Fired term) {}

  /** Returns whether an executable was run, now and not by the record of an earlier act. */
  boolean hasRun() {
    return run;
  }

  /** Sets the term whose steps run, and returns the one that it surrounds or replaces. */
  Optional<RunningTerm> during(Optional<RunningTerm> next) {
    Optional<RunningTerm> previous = running;
    running = next;
    return previous;
  }

  @Override
  public Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException {
    run = true;
    return super.run(executable, environment, input, limit);
  }

  @Override
  public Duration sleep(Wait wait) throws InterruptedException {
    waits(wait);
    return super.sleep(wait);
  }

  @Override
  public Duration spin(Wait wait) throws InterruptedException {
    waits(wait);
    return super.spin(wait);
  }

  @Override
  public Duration awaitRelease(Wait wait) throws InterruptedException {
    waits(wait);
    return super.awaitRelease(wait);
  }

  private void waits(Wait wait) {
    running.ifPresent(now -> now.entry().waits(now.term(), wait.duration()));
  }
}
