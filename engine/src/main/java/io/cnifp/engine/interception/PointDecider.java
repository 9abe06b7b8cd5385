package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.BoundAction;
import io.cnifp.engine.binding.BoundFailpoint;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpointfile.Commit;
import io.cnifp.engine.failpointfile.FailpointSnapshot;
import io.cnifp.engine.failpointfile.FailpointStore;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.source.FailpointSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides at a point: reads the failpoints, has the actions created, and commits the evaluation. No
 * code of an extension runs under a lock; if the steps have changed meanwhile, it begins again with
 * the new ones.
 */
final class PointDecider {
  private static final int MAX_TRIES = 100;

  private final ActionBinder binder;
  private final CallAttributes attributes;
  private final FailpointSource source;
  private final TermLimits terms;
  private final WaitLimits waits;

  PointDecider(
      ActionBinder binder,
      CallAttributes attributes,
      FailpointSource source,
      TermLimits terms,
      WaitLimits waits) {
    this.binder = binder;
    this.attributes = attributes;
    this.source = source;
    this.terms = terms;
    this.waits = waits;
  }

  /**
   * A decision and the actions of its steps.
   *
   * @param decision the decision
   * @param actions the actions; none if no term fired
   * @param spent whether no term was evaluated since the file's limit of firings is used up
   */
  record Decided(Decision decision, List<BoundAction> actions, boolean spent) {
    /** Returns whether a term has fired. */
    boolean fired() {
      return decision.fired().isPresent();
    }
  }

  /** Returns a decision that nothing fires at a point. */
  Decided nothing(String point) {
    return new Decided(decision(point, Optional.empty()), List.of(), false);
  }

  /** Returns the decision that the failpoints of the call are passed over. */
  Decided passedOver(String point) {
    return new Decided(Decision.passedOver(point), List.of(), false);
  }

  /**
   * Checks that the policy allows all terms of a point. No code of an extension runs.
   *
   * @throws CniException with code 999 if the failpoint is invalid
   * @throws PolicyRefusal if a term is not allowed
   */
  Optional<Failpoint> requireAllowed(FailpointSnapshot snapshot, String point) {
    Optional<Failpoint> failpoint;
    try {
      failpoint = snapshot.failpoint(point);
    } catch (CniException e) {
      terms.requirePoint(point);
      throw e;
    }
    failpoint.ifPresent(present -> terms.require(point, present));
    return failpoint;
  }

  /**
   * Checks a point without evaluating it, so that an error in it fails the call early.
   *
   * @throws CniException with code 999
   * @throws PolicyRefusal if the policy does not allow a term
   */
  void check(FailpointStore store, FailpointSnapshot snapshot, String point) {
    requireAllowed(snapshot, point).ifPresent(failpoint -> bind(store, snapshot, point, failpoint));
  }

  /**
   * Decides at a point.
   *
   * @param store where the failpoints are kept
   * @param read the file as it was read when the point was reached
   * @throws CniException with code 999 or 11 if the file or the failpoint is refused; no count is
   *     used then
   * @throws PolicyRefusal if the policy does not allow a term; no count is used then
   */
  Decided decide(FailpointStore store, FailpointSnapshot read, String point)
      throws InterruptedException {
    FailpointSnapshot snapshot = read;
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Failpoint> failpoint = requireAllowed(snapshot, point);
      if (failpoint.isEmpty()) {
        return nothing(point);
      }
      BoundFailpoint bound = bind(store, snapshot, point, failpoint.get());
      Commit commit = store.commit(snapshot, point, failpoint.get(), attributes);
      if (commit instanceof Commit.Done done) {
        return decided(store, point, done.evaluation(), bound);
      }
      if (commit instanceof Commit.Spent) {
        return new Decided(decision(point, Optional.empty()), List.of(), true);
      }
      snapshot = ((Commit.Changed) commit).snapshot();
    }
    throw new CniException(
        CniError.TRY_AGAIN_LATER,
        "the steps of " + point + " keep being changed by someone else: try again");
  }

  /** Creates the actions of a decision that was made before. */
  Decided bound(Decision decision) {
    if (decision.fired().isEmpty()) {
      return new Decided(decision, List.of(), false);
    }
    Failpoint steps = Failpoint.parse(decision.fired().get().steps());
    return new Decided(decision, binder.bind(decision.point(), steps).actions().get(0), false);
  }

  private Decided decided(
      FailpointStore store, String point, Evaluation evaluation, BoundFailpoint bound) {
    if (evaluation.fired() < 0) {
      return nothing(point);
    }
    Decision.Fired fired =
        Decision.Fired.of(
            store.name(), evaluation.fired(), evaluation.after().terms().get(evaluation.fired()));
    return new Decided(
        decision(point, Optional.of(fired)), bound.actions().get(evaluation.fired()), false);
  }

  private Decision decision(String point, Optional<Decision.Fired> fired) {
    return new Decision(point, Optional.of(source), fired, waits);
  }

  private BoundFailpoint bind(
      FailpointStore store, FailpointSnapshot snapshot, String point, Failpoint failpoint) {
    BoundFailpoint bound;
    try {
      bound = binder.bind(point, failpoint);
    } catch (FailpointSyntaxException e) {
      throw store.invalid(point, e);
    }
    Optional<BoundAction> keeping = bound.firstWithState();
    if (keeping.isPresent()) {
      if (!store.keepsState()) {
        throw store.refused(
            point
                + ": "
                + keeping.get().name()
                + " keeps state, which only a file can keep:"
                + " name one by confPath");
      }
      snapshot.requireState();
    }
    return bound;
  }
}
