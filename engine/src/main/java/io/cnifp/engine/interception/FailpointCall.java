package io.cnifp.engine.interception;

import io.cnifp.api.CniCommand;
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
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.source.FailpointSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A call that has a failpoint file: the decisions at its two points, and the acts that follow.
 *
 * <p>Created for one call, used on one thread.
 */
public final class FailpointCall {
  private static final String OWED =
      "the failpoints that an annotation names cannot keep a DEL from the delegate";

  private final CniRequest request;
  private final FailpointSource source;
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
    /**
     * Returns the delegate's response; its acts are done by the call site.
     *
     * @param limit how long the delegate may run; if it ends it, the response is a signal
     */
    CniResponse delegate(CallSite site, Optional<DelegateLimit> limit) throws InterruptedException;
  }

  /**
   * Creates a call.
   *
   * @param request the call
   * @param source what named its failpoint file
   * @param delegate the name of what the call is delegated to
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
      Supplier<Optional<String>> delegate,
      Policy policy,
      FailpointFile file,
      ActionBinder binder,
      Journal journal,
      CallRecord record,
      CallSite site) {
    this.request = request;
    this.source = source;
    this.file = file;
    this.journal = journal;
    this.record = record;
    // A call that is finished keeps the limits under which it began.
    WaitLimits limits =
        record.first().map(Decision::limits).orElseGet(() -> WaitLimits.of(source, policy));
    TermLimits terms =
        source.isTrusted() ? TermLimits.none(binder) : TermLimits.ofAnnotations(policy, binder);
    this.decider =
        new PointDecider(file, binder, CallAttributes.of(request, delegate), source, terms, limits);
    this.journaled = new JournaledCallSite(site);
    this.site = new RecordedCallSite(record, journaled);
    this.waits = new WaitBudget(limits);
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
    Teardown teardown = new Teardown(delegation, isAnnotatedDel());
    CniResponse response =
        before.decision().isPassedOver()
            ? teardown.delegate(site, Optional.empty())
            : intercepted(before, points, teardown);
    record.requireFollowed();
    return response;
  }

  private CniResponse intercepted(Decided before, Points points, Teardown teardown)
      throws InterruptedException {
    DelegateLimits limits = new DelegateLimits();
    CniResponse response =
        apply(before, Optional.of(limits), () -> delegated(points, limits, teardown));
    String point = before.decision().point();
    if (response instanceof CniResponse.Hang) {
      response = hung(point);
    }
    if (!teardown.isOwed(response, waits.isCut())) {
      return response;
    }
    entry(point).passedOver(new CniError(CniError.INTERNAL, OWED));
    return teardown.delegate(site, Optional.empty());
  }

  private Decided before(Points points) throws InterruptedException {
    Optional<Decision> recorded = record.decision(points.before());
    if (recorded.isPresent()) {
      return decider.bound(recorded.get());
    }
    String point = "";
    try {
      FailpointSnapshot snapshot = file.read();
      for (String each : points.all()) {
        point = each;
        decider.requireAllowed(snapshot, each);
      }
      if (points.after().isPresent()) {
        decider.check(snapshot, point);
      }
      point = points.before();
      return added(decider.decide(snapshot, point));
    } catch (CniException e) {
      throw refused(point, e.error());
    } catch (PolicyRefusal e) {
      if (!isAnnotatedDel()) {
        throw refused(point, e.error());
      }
      entry(point).passedOver(e.error());
      return added(decider.passedOver(points.before()));
    }
  }

  private CniResponse delegated(Points points, DelegateLimits limits, Teardown teardown)
      throws InterruptedException {
    CniResponse response = teardown.delegate(site, limits.earliest());
    limits.delegated(response instanceof CniResponse.Signal);
    if (points.after().isEmpty() || !(response instanceof CniResponse.Success)) {
      return response;
    }
    CniResponse last = apply(after(points.after().get()), Optional.empty(), () -> response);
    return teardown.keeps(waits.isCut()) ? response : last;
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
      throw refused(point, e.error());
    } catch (PolicyRefusal e) {
      if (!isAnnotatedDel()) {
        throw refused(point, e.error());
      }
      entry(point).passedOver(e.error());
      return added(decider.nothing(point));
    }
  }

  private Decided added(Decided decided) {
    record.add(decided.decision());
    return decided;
  }

  private CniResponse apply(
      Decided decided, Optional<DelegateLimits> limits, Interception.Rest rest)
      throws InterruptedException {
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
          new Interception(request, decision.point(), waits, site, limits, rest)
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

  private CniException refused(String point, CniError error) {
    entry(point).refused(error);
    return new CniException(error);
  }

  private JournalEntry entry(String point) {
    return new JournalEntry(journal, request, source.path().toString(), point);
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
