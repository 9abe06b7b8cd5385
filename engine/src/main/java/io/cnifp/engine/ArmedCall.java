package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.file.FailpointFile;
import io.cnifp.engine.file.FailpointFile.Evaluated;
import io.cnifp.engine.file.FailpointSource;
import io.cnifp.engine.journal.Firing;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.path.ShownPath;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.provider.ActionBinder;
import io.cnifp.engine.provider.BoundAction;
import java.util.List;
import java.util.Optional;

/**
 * A call that has a failpoint file: its points before and after the delegate, and the record of
 * what they did.
 *
 * <p>Made for one call, used on one thread.
 */
final class ArmedCall {
  private final CniRequest request;
  private final FailpointSource source;
  private final Policy policy;
  private final FailpointFile file;
  private final ActionBinder binder;
  private final Waits waits;
  private final Journal journal;
  private final CallAttributes attributes;

  ArmedCall(
      CniRequest request,
      FailpointSource source,
      Policy policy,
      FailpointFile file,
      ActionBinder binder,
      Waits waits,
      Journal journal) {
    this.request = request;
    this.source = source;
    this.policy = policy;
    this.file = file;
    this.binder = binder;
    this.waits = waits;
    this.journal = journal;
    this.attributes = CallAttributes.of(request);
  }

  /**
   * Carries the call out.
   *
   * @param rest what happens between the two points
   * @throws CniException with code 999 or 11 if the failpoint file is refused
   */
  CniResponse respond(Interception.Rest rest) throws InterruptedException {
    Points points = Points.of(request.command());
    boolean hasAfter = hasAfter(points);
    CniResponse response = at(points.before(), () -> called(points, hasAfter, rest));
    return response instanceof CniResponse.Hang ? hung(response) : response;
  }

  /** A wrong after point is refused before anything has happened that it couldn't undo. */
  private boolean hasAfter(Points points) {
    String point = "";
    try {
      if (!source.trusted() && !policy.annotations()) {
        throw new CniException(
            CniError.INTERNAL,
            "the node's policy forbids failpoints that an annotation names, such as "
                + ShownPath.of(source.path()));
      }
      if (points.after().isEmpty()) {
        return false;
      }
      point = points.after().get();
      return file.has(point, binder::bind);
    } catch (CniException e) {
      firing(point).refused(e.error());
      throw e;
    }
  }

  private CniResponse called(Points points, boolean hasAfter, Interception.Rest rest)
      throws InterruptedException {
    long from = System.nanoTime();
    CniResponse response = rest.proceed();
    waits.leaveOut(System.nanoTime() - from);
    if (!hasAfter || !(response instanceof CniResponse.Success) || file.isGone()) {
      return response;
    }
    return at(points.after().get(), () -> response);
  }

  private CniResponse at(String point, Interception.Rest rest) throws InterruptedException {
    Firing firing = firing(point);
    Optional<Evaluated<List<List<BoundAction>>>> evaluated;
    try {
      evaluated = file.evaluate(point, attributes, binder::bind);
    } catch (CniException e) {
      firing.refused(e.error());
      throw e;
    }
    if (evaluated.isEmpty() || evaluated.get().evaluation().fired() < 0) {
      return rest.proceed();
    }
    int fired = evaluated.get().evaluation().fired();
    Term term = evaluated.get().evaluation().after().terms().get(fired);
    Firing.Fired what = new Firing.Fired(fired, term);
    try {
      CniResponse response =
          new Interception(request, point, waits, wait -> firing.waits(what, wait), rest)
              .around(evaluated.get().bound().get(fired));
      firing.ended(what, response);
      return response;
    } catch (InterruptedException e) {
      firing.givenUp(what);
      throw e;
    }
  }

  private Firing firing(String point) {
    return new Firing(journal, request, source.path().toString(), point);
  }

  /** A hang is a wait too, so the policy may end it. */
  private CniResponse hung(CniResponse hang) throws InterruptedException {
    if (waits.most().equals(Policy.UNLIMITED)) {
      return hang;
    }
    waits.sleep(waits.most());
    return CniResponse.failure(
        CniError.INTERNAL,
        "hang was ended after " + waits.most().toMillis() + " ms by the node's policy");
  }
}
