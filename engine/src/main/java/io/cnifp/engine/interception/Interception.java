package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.binding.BoundAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The steps of a term that has fired, nested from left to right around the rest of the call.
 *
 * <p>Created for one decision; used on one thread.
 */
final class Interception {
  private final CniRequest request;
  private final String point;
  private final WaitBudget waits;
  private final CallSite site;
  private final Optional<DelegateLimits> limits;
  private final Rest rest;
  private final Unannounced unannounced;

  /** What follows a pause that cannot be announced; throws the error unless the call continues. */
  @FunctionalInterface
  interface Unannounced {
    void pause(CniException e);
  }

  /** What follows the last step. */
  @FunctionalInterface
  interface Rest {
    CniResponse proceed() throws InterruptedException;
  }

  /**
   * Creates an interception.
   *
   * @param request the call
   * @param point the point that fired
   * @param waits how long its actions may wait
   * @param site does the acts
   * @param limits what its actions may set on the delegate; empty if none runs any more
   * @param rest what follows the last step
   * @param unannounced what follows a pause that cannot be announced
   */
  Interception(
      CniRequest request,
      String point,
      WaitBudget waits,
      CallSite site,
      Optional<DelegateLimits> limits,
      Rest rest,
      Unannounced unannounced) {
    this.request = request;
    this.point = point;
    this.waits = waits;
    this.site = site;
    this.limits = limits;
    this.rest = rest;
    this.unannounced = unannounced;
  }

  /** Applies the actions; every failure but an interruption is a response. */
  CniResponse around(List<BoundAction> actions) throws InterruptedException {
    if (actions.isEmpty()) {
      return rest.proceed();
    }
    BoundAction bound = actions.get(0);
    CniResponse response;
    try {
      response = bound.action().apply(new Step(actions.subList(1, actions.size())));
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (InterruptedException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      // An action may be anyone's code, in a language without checked exceptions too.
      return failed(bound, "failed: " + e);
    }
    return response == null ? failed(bound, "returned null instead of a response") : response;
  }

  private Wait waitOf(Duration duration) {
    return new Wait(request, point, duration, waits.limits().maxWaiting());
  }

  private CniResponse failed(BoundAction bound, String how) {
    return CniResponse.failure(
        CniError.INTERNAL, "the action " + bound.name() + " at " + point + " " + how);
  }

  private final class Step implements FailpointAction.Invocation {
    private final List<BoundAction> inner;
    private boolean proceeded;

    Step(List<BoundAction> inner) {
      this.inner = inner;
    }

    @Override
    public CniRequest request() {
      return request;
    }

    @Override
    public String point() {
      return point;
    }

    @Override
    public CniResponse proceed() throws InterruptedException {
      if (proceeded) {
        throw new IllegalStateException("proceed() was called a second time");
      }
      proceeded = true;
      return around(inner);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Duration bounded = waits.bounded(duration);
      if (bounded.isPositive()) {
        waits.spend(() -> site.sleep(waitOf(bounded)));
      }
    }

    @Override
    public void spin(Duration duration) throws InterruptedException {
      Duration bounded = waits.bounded(duration);
      if (bounded.isPositive()) {
        waits.spend(() -> site.spin(waitOf(bounded)));
      }
    }

    @Override
    public Duration maxDelay() {
      return waits.left();
    }

    @Override
    public void awaitRelease(Duration timeout) throws InterruptedException {
      Duration bounded = waits.bounded(timeout);
      try {
        waits.spend(() -> site.awaitRelease(waitOf(bounded)));
      } catch (CniException e) {
        unannounced.pause(e);
      }
    }

    @Override
    public void abortDelegate(Duration after, String signal) {
      if (!CniResponse.Signal.NAMES.contains(signal)) {
        throw new IllegalArgumentException("unknown signal " + signal);
      }
      limits
          .orElseThrow(() -> new IllegalStateException("no delegate runs any more at " + point))
          .add(new DelegateLimit(after, signal));
    }

    @Override
    public RandomGenerator random() {
      return site::random;
    }

    @Override
    public void print(String line) {
      site.print(DiagnosticText.oneLine(line).replace("\t", "\\t"));
    }
  }
}
