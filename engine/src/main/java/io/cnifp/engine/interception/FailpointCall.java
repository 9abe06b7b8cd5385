package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointFile;
import io.cnifp.engine.failpointfile.FailpointSnapshot;
import io.cnifp.engine.interception.JournaledCallSite.RunningTerm;
import io.cnifp.engine.interception.PointDecider.Decided;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.journal.JournalEntry;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.source.FailpointSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that has a failpoint file: the decisions at its two points, and the acts that follow.
 *
 * <p>Created for one call, used on one thread.
 */
public final class FailpointCall {
  private final CniRequest request;
  private final FailpointSource source;
  private final Policy policy;
  private final FailpointFile file;
  private final Journal journal;
  private final CallRecord record;
  private final PointDecider decider;
  private final JournaledCallSite journaled;
  private final CallSite site;
  private final WaitBudget waits;

  /** What handles the call between its two points. */
  @FunctionalInterface
  public interface Delegation {
    /** Returns the delegate's response; its acts are done by the call site. */
    CniResponse delegate(CallSite site) throws InterruptedException;
  }

  /**
   * Creates a call.
   *
   * @param request the call
   * @param source what named its failpoint file
   * @param policy the node's policy
   * @param file the failpoint file
   * @param binder creates actions
   * @param journal records what fires
   * @param record the events so far
   * @param site does the acts
   */
  public FailpointCall(
      CniRequest request,
      FailpointSource source,
      Policy policy,
      FailpointFile file,
      ActionBinder binder,
      Journal journal,
      CallRecord record,
      CallSite site) {
    this.request = request;
    this.source = source;
    this.policy = policy;
    this.file = file;
    this.journal = journal;
    this.record = record;
    // A call that is finished keeps the limit under which it began.
    Duration maxWait =
        record.maxWait().orElse(source.isTrusted() ? Policy.UNLIMITED : policy.maxDelay());
    this.decider = new PointDecider(file, binder, CallAttributes.of(request), maxWait);
    this.journaled = new JournaledCallSite(site);
    this.site = new RecordedCallSite(record, journaled);
    this.waits = new WaitBudget(maxWait);
  }

  /** Returns a call site that takes recorded outcomes, for a call without a failpoint file. */
  public static CallSite recorded(CallRecord record, CallSite site) {
    return new RecordedCallSite(record, site);
  }

  /**
   * Handles the call.
   *
   * @throws CniException with code 999 or 11 if the failpoint file is refused
   */
  public CniResponse respond(Delegation delegation) throws InterruptedException {
    Points points = Points.of(request.command());
    Decided before = before(points);
    CniResponse response = apply(before, () -> delegated(points, delegation));
    CniResponse ended = response instanceof CniResponse.Hang ? hung(response) : response;
    record.requireFollowed();
    return ended;
  }

  private Decided before(Points points) throws InterruptedException {
    Optional<Decision> recorded = record.decision(points.before());
    if (recorded.isPresent()) {
      return decider.bound(recorded.get());
    }
    String point = "";
    try {
      requireAllowed();
      FailpointSnapshot snapshot = file.read();
      if (points.after().isPresent()) {
        point = points.after().get();
        decider.check(snapshot, point);
      }
      point = points.before();
      return added(decider.decide(snapshot, point));
    } catch (CniException e) {
      throw refused(point, e);
    }
  }

  private CniResponse delegated(Points points, Delegation delegation) throws InterruptedException {
    CniResponse response = delegation.delegate(site);
    if (points.after().isEmpty() || !(response instanceof CniResponse.Success)) {
      return response;
    }
    return apply(after(points.after().get()), () -> response);
  }

  private Decided after(String point) throws InterruptedException {
    Optional<Decision> recorded = record.decision(point);
    if (recorded.isPresent()) {
      return decider.bound(recorded.get());
    }
    try {
      // A file that was removed while the delegate ran is disarmed.
      return added(file.isGone() ? decider.nothing(point) : decider.decide(file.read(), point));
    } catch (CniException e) {
      throw refused(point, e);
    }
  }

  private Decided added(Decided decided) {
    record.add(decided.decision());
    return decided;
  }

  private CniResponse apply(Decided decided, Interception.Rest rest) throws InterruptedException {
    Decision decision = decided.decision();
    if (decision.fired().isEmpty()) {
      return rest.proceed();
    }
    JournalEntry entry = entry(decision.point());
    JournalEntry.Fired term =
        new JournalEntry.Fired(decision.fired().get().index(), decision.fired().get().steps());
    Optional<RunningTerm> surrounding = journaled.during(Optional.of(new RunningTerm(entry, term)));
    try {
      CniResponse response =
          new Interception(request, decision.point(), waits, site, rest).around(decided.actions());
      entry.ended(term, response);
      return response;
    } catch (InterruptedException e) {
      entry.interrupted(term);
      throw e;
    } finally {
      journaled.during(surrounding);
    }
  }

  private void requireAllowed() {
    if (!source.isTrusted() && !policy.annotations()) {
      throw new CniException(
          CniError.INTERNAL,
          "the node's policy forbids failpoints that an annotation names, such as "
              + DisplayPath.of(source.path()));
    }
  }

  private CniException refused(String point, CniException e) {
    entry(point).refused(e.error());
    return e;
  }

  private JournalEntry entry(String point) {
    return new JournalEntry(journal, request, source.path().toString(), point);
  }

  /** A hang is a wait too, so the policy may end it. */
  private CniResponse hung(CniResponse hang) throws InterruptedException {
    if (waits.limit().equals(Policy.UNLIMITED)) {
      return hang;
    }
    Duration left = waits.left();
    if (left.isPositive()) {
      waits.spend(site.sleep(left));
    }
    return CniResponse.failure(
        CniError.INTERNAL,
        "hang was ended after " + waits.limit().toMillis() + " ms by the node's policy");
  }
}
