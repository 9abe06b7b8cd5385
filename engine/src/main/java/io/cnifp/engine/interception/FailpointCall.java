package io.cnifp.engine.interception;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointStores;
import io.cnifp.engine.interception.JournaledCallSite.RunningTerm;
import io.cnifp.engine.interception.PointDecider.Decided;
import io.cnifp.engine.journal.CallJournal;
import io.cnifp.engine.journal.JournalEntry;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.source.FailpointSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that has failpoints: the decisions at its two points, and the acts that follow.
 *
 * <p>Created for one call, used on one thread.
 */
public final class FailpointCall {
  private static final String OWED =
      "the failpoints that an annotation names cannot keep a DEL from the delegate";

  private final CniRequest request;
  private final FailpointSource source;
  private final CallJournal journal;
  private final CallRecord record;
  private final FailpointStores stores;
  private final PointDecider decider;
  private final CallDecisions decisions;
  private final JournaledCallSite journaled;
  private final CallSite site;
  private final WaitBudget waits;

  /** What handles the call between its two points. */
  @FunctionalInterface
  public interface Delegation {
    /**
     * Returns the delegate's response; its acts are done by the call site.
     *
     * @param request the call, as its failpoints have changed it
     * @param limit how long the delegate may run; if it ends it, the response is a signal
     */
    CniResponse delegate(CniRequest request, CallSite site, Optional<DelegateLimit> limit)
        throws InterruptedException;
  }

  /**
   * Creates a call.
   *
   * @param request the call
   * @param source where its failpoints are, and what said so
   * @param policy the node's policy
   * @param stores where its failpoints are kept
   * @param binder creates actions
   * @param journal records what fires
   * @param record the events so far
   * @param site does the acts
   */
  public FailpointCall(
      CniRequest request,
      FailpointSource source,
      Policy policy,
      FailpointStores stores,
      ActionBinder binder,
      CallJournal journal,
      CallRecord record,
      CallSite site) {
    this.request = request;
    this.source = source;
    this.journal = journal;
    this.record = record;
    this.stores = stores;
    // A call that is finished keeps the limits under which it began.
    WaitLimits limits =
        record.first().map(Decision::limits).orElseGet(() -> WaitLimits.of(source, policy));
    TermLimits terms =
        source.isTrusted() ? TermLimits.none(binder) : TermLimits.ofAnnotations(policy, binder);
    this.decider =
        new PointDecider(
            binder, CallAttributes.of(request, journal.delegate()), source, terms, limits);
    this.decisions = new CallDecisions(stores, decider, source, journal);
    this.journaled = new JournaledCallSite(site);
    this.site = new RecordedCallSite(record, journaled);
    this.waits = new WaitBudget(limits);
    site.begin();
  }

  /** Returns a call site that takes recorded outcomes, for a call without failpoints. */
  public static CallSite recorded(CallRecord record, CallSite site) {
    return new RecordedCallSite(record, site);
  }

  /**
   * Handles the call.
   *
   * @throws CniException with code 999 or 11 if the failpoints are refused
   */
  public CniResponse respond(Delegation delegation) throws InterruptedException {
    Points points = Points.of(request.command());
    Decided before = before(points);
    Teardown teardown = new Teardown(delegation, isAnnotatedDel());
    CniResponse response =
        before.decision().isPassedOver()
            ? teardown.delegate(request, site, Optional.empty())
            : intercepted(before, points, teardown);
    record.requireFollowed();
    return response;
  }

  private CniResponse intercepted(Decided before, Points points, Teardown teardown)
      throws InterruptedException {
    DelegateLimits limits = new DelegateLimits();
    CniResponse response =
        apply(
            before,
            Optional.of(limits),
            request,
            changed -> delegated(changed, points, limits, teardown));
    String point = before.decision().point();
    if (response instanceof CniResponse.Hang) {
      response = hung(point);
    }
    if (!teardown.isOwed(response, waits.isCut())) {
      return response;
    }
    entry(point).passedOver(new CniError(CniError.INTERNAL, OWED));
    return teardown.delegate(request, site, Optional.empty());
  }

  private Decided before(Points points) throws InterruptedException {
    Optional<Decision> recorded = record.decision(points.before());
    if (recorded.isPresent()) {
      return decider.bound(recorded.get());
    }
    return added(decisions.before(points));
  }

  private CniResponse delegated(
      CniRequest changed, Points points, DelegateLimits limits, Teardown teardown)
      throws InterruptedException {
    CniResponse response = teardown.delegate(changed, site, limits.earliest());
    if (response instanceof CniResponse.Signal || isStarted(response)) {
      limits.delegated(response instanceof CniResponse.Signal);
    }
    if (points.after().isEmpty() || !(response instanceof CniResponse.Success)) {
      return response;
    }
    CniResponse last = apply(after(points.after().get()), Optional.empty(), changed, _ -> response);
    return teardown.keeps(waits.isCut()) ? response : last;
  }

  /** Whether a delegate was started: VERSION has none, and one that is missing runs nothing. */
  private boolean isStarted(CniResponse response) {
    return request.command() != CniCommand.VERSION
        && (journaled.hasRun() || response instanceof CniResponse.Success);
  }

  private Decided after(String point) throws InterruptedException {
    Optional<Decision> recorded = record.decision(point);
    if (recorded.isPresent()) {
      return decider.bound(recorded.get());
    }
    return added(decisions.after(point));
  }

  private Decided added(Decided decided) {
    record.add(decided.decision());
    return decided;
  }

  private CniResponse apply(
      Decided decided, Optional<DelegateLimits> limits, CniRequest current, Interception.Rest rest)
      throws InterruptedException {
    Decision decision = decided.decision();
    if (decision.fired().isEmpty()) {
      return rest.proceed(current);
    }
    Decision.Fired fired = decision.fired().get();
    JournalEntry entry = journal.entry(fired.file(), decision.point());
    JournalEntry.Fired term = new JournalEntry.Fired(fired.index(), fired.steps());
    Optional<RunningTerm> surrounding = journaled.during(Optional.of(new RunningTerm(entry, term)));
    try {
      CniResponse response =
          new Interception(
                  current,
                  new FiredTerm(decision.point(), fired, stores, record, site),
                  waits,
                  site,
                  limits,
                  rest,
                  e -> unannounced(decision.point(), e))
              .around(decided.actions());
      entry.ended(term, response, limits.map(DelegateLimits::outcome).orElse(""));
      return response;
    } catch (InterruptedException e) {
      entry.interrupted(term);
      throw e;
    } finally {
      journaled.during(surrounding);
    }
  }

  private boolean isAnnotatedDel() {
    return request.command() == CniCommand.DEL && !source.isTrusted();
  }

  /** An optional pause that cannot be announced, and so never released, is passed over. */
  private void unannounced(String point, CniException e) {
    if (!source.optional()) {
      throw e;
    }
    entry(point).passedOver(e.error());
  }

  private JournalEntry entry(String point) {
    return journal.entry(source.name(), point);
  }

  /** A hang is a wait too, so the policy may end it. */
  private CniResponse hung(String point) throws InterruptedException {
    Duration left = waits.left();
    try {
      waits.spend(() -> site.hang(new Wait(request, point, left, waits.limits().maxWaiting())));
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    }
    if (left.equals(Policy.UNLIMITED)) {
      return new CniResponse.Hang();
    }
    waits.cut();
    return CniResponse.failure(
        CniError.INTERNAL,
        "hang was ended after "
            + waits.limits().maxDelay().toMillis()
            + " ms by the node's policy");
  }
}
