package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionState;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.binding.BoundAction;
import io.cnifp.engine.foreign.FailureText;
import io.cnifp.engine.foreign.HandedOn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The steps of a term that has fired, nested from left to right around the rest of the call.
 *
 * <p>Created for one decision; used on one thread.
 */
final class Interception {
  private final CniRequest request;
  private final Term term;
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
    CniResponse proceed(CniRequest request) throws InterruptedException;
  }

  /** The term whose actions are applied. */
  interface Term {
    /** Returns the point that fired. */
    String point();

    /** Returns what its actions draw. */
    RandomGenerator random();

    /** Returns what one of its actions keeps. */
    ActionState state(String action);
  }

  /**
   * Creates an interception.
   *
   * @param request the call
   * @param term the term that fired
   * @param waits how long its actions may wait
   * @param site does the acts
   * @param limits what its actions may set on the delegate; empty if none runs any more
   * @param rest what follows the last step
   * @param unannounced what follows a pause that cannot be announced
   */
  Interception(
      CniRequest request,
      Term term,
      WaitBudget waits,
      CallSite site,
      Optional<DelegateLimits> limits,
      Rest rest,
      Unannounced unannounced) {
    this.request = request;
    this.term = term;
    this.waits = waits;
    this.site = site;
    this.limits = limits;
    this.rest = rest;
    this.unannounced = unannounced;
  }

  /** Applies the actions; every failure but an interruption is a response. */
  CniResponse around(List<BoundAction> actions) throws InterruptedException {
    return around(request, actions);
  }

  private CniResponse around(CniRequest current, List<BoundAction> actions)
      throws InterruptedException {
    if (actions.isEmpty()) {
      return rest.proceed(current);
    }
    BoundAction bound = actions.get(0);
    CniResponse response;
    try {
      response = bound.action().apply(new Step(current, bound, actions.subList(1, actions.size())));
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (InterruptedException | OutOfMemoryError | Suspension e) {
      throw e;
    } catch (Throwable e) {
      return failed(bound, "failed: " + FailureText.of(e));
    }
    return response == null ? failed(bound, "returned null instead of a response") : response;
  }

  private Wait waitOf(Duration duration) {
    return new Wait(request, term.point(), duration, waits.limits().maxWaiting());
  }

  private CniResponse failed(BoundAction bound, String how) {
    return CniResponse.failure(
        CniError.INTERNAL, "the action " + bound.name() + " at " + term.point() + " " + how);
  }

  private final class Step implements FailpointAction.Invocation, HandedOn {
    private final CniRequest current;
    private final BoundAction own;
    private final List<BoundAction> inner;
    private boolean proceeded;
    private Optional<CniError> given = Optional.empty();

    Step(CniRequest current, BoundAction own, List<BoundAction> inner) {
      this.current = current;
      this.own = own;
      this.inner = inner;
    }

    @Override
    public CniRequest request() {
      return current;
    }

    @Override
    public String point() {
      return term.point();
    }

    @Override
    public CniResponse proceed() throws InterruptedException {
      return continued(current);
    }

    @Override
    public CniResponse proceed(CniRequest changed) throws InterruptedException {
      if (limits.isEmpty()) {
        throw new IllegalStateException("no delegate is called any more at " + term.point());
      }
      if (changed.command() != current.command()) {
        throw new IllegalArgumentException(
            "the command cannot be changed from " + current.command() + " to " + changed.command());
      }
      return continued(changed);
    }

    private CniResponse continued(CniRequest next) throws InterruptedException {
      if (proceeded) {
        throw new IllegalStateException("proceed() was called a second time");
      }
      proceeded = true;
      try {
        CniResponse response = around(next, inner);
        if (response instanceof CniResponse.Failure failure) {
          given = Optional.of(failure.error());
        }
        return response;
      } catch (CniException e) {
        given = Optional.of(e.error());
        throw e;
      }
    }

    @Override
    public boolean hasGiven(CniError error) {
      return given.isPresent() && given.get().equals(error);
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
          .orElseThrow(
              () -> new IllegalStateException("no delegate runs any more at " + term.point()))
          .add(new DelegateLimit(after, signal));
    }

    @Override
    public RandomGenerator random() {
      return term.random();
    }

    @Override
    public Instant now() {
      return site.now();
    }

    @Override
    public ActionState state() {
      if (!own.keepsState()) {
        throw new IllegalStateException(
            "it keeps state, which its @ProviderInfo must say: state = true");
      }
      return term.state(own.name());
    }

    @Override
    public Registration onTermination(Runnable callback) {
      return site.onTermination(Objects.requireNonNull(callback, "callback"));
    }

    @Override
    public void write(String output) {
      site.write(Objects.requireNonNull(output, "output"));
    }

    @Override
    public void print(String line) {
      site.print(DiagnosticText.oneLine(line).replace("\t", "\\t"));
    }
  }
}
