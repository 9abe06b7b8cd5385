package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.interception.Decision;
import io.cnifp.engine.journal.CallJournal;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.journal.JournalEntry;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.source.FailpointSettings;
import io.cnifp.engine.source.FailpointSource;
import io.cnifp.engine.source.FailpointSources;
import io.cnifp.engine.statedir.Locks;
import java.util.Optional;

/**
 * Chooses the failpoints of calls, and notes in the journal which were refused, ignored or passed
 * over.
 */
final class CallFailpoints {
  private final String calledName;
  private final Locks journalLocks;

  /**
   * Creates it.
   *
   * @param calledName the name of the executable that the runtime started
   * @param journalLocks keep two processes from writing the journal at once
   */
  CallFailpoints(String calledName, Locks journalLocks) {
    this.calledName = calledName;
    this.journalLocks = journalLocks;
  }

  /**
   * Returns the failpoints of a call that begins; empty if it has none.
   *
   * @param settings the key {@code failpoint} of its configuration
   * @param policy the node's policy
   * @param record gets the decision that failpoints are passed over
   * @param delegate the name of the delegate
   * @throws CniException with code 999 if they are refused
   */
  Optional<FailpointSource> choose(
      CniRequest request,
      Optional<FailpointSettings> settings,
      CallPolicy policy,
      CallRecord record,
      String delegate) {
    SourceChoice choice;
    try {
      choice = SourceChoice.of(request, settings, policy);
    } catch (CniException e) {
      journal(request, policy, delegate).entry(named(request), "").refused(e.error());
      throw e;
    } catch (PolicyRefusal e) {
      JournalEntry entry = journal(request, policy, delegate).entry(named(request), "");
      if (request.command() != CniCommand.DEL) {
        entry.refused(e.error());
        throw new CniException(e.error());
      }
      entry.passedOver(e.error());
      return passedOver(request, record);
    }
    if (choice.ignored().isPresent()) {
      journal(request, policy, delegate).entry(choice.ignored().get(), "").ignored();
      if (choice.source().isEmpty()) {
        // Recorded, so that an engine that finishes the call does not say it again.
        return passedOver(request, record);
      }
    }
    if (choice.unusable().isPresent()) {
      String name = choice.source().map(FailpointSource::name).orElse("");
      journal(request, policy, delegate).entry(name, "").passedOver(choice.unusable().get());
      return passedOver(request, record);
    }
    return choice.source();
  }

  private static Optional<FailpointSource> passedOver(CniRequest request, CallRecord record) {
    record.add(Decision.passedOver(Points.of(request.command()).before()));
    return Optional.empty();
  }

  /** Returns what an annotation names; empty text if nothing, or if that is what is invalid. */
  static String named(CniRequest request) {
    try {
      return FailpointSources.annotation(request).orElse("");
    } catch (CniException e) {
      return "";
    }
  }

  /**
   * Returns the journal of a call.
   *
   * @param policy the node's policy
   * @param delegate the name of the delegate
   */
  CallJournal journal(CniRequest request, CallPolicy policy, String delegate) {
    return new CallJournal(
        Journal.of(request.environment(), policy.orDefault(), journalLocks),
        request,
        calledName,
        delegate);
  }
}
