package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.provider.BoundAction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The steps of a term that has fired, nested from left to right around the rest of the call.
 *
 * <p>Made for one evaluation; used on one thread.
 */
final class Interception {
  private final CniRequest request;
  private final String point;
  private final Waits waits;
  private final Consumer<Duration> beforeWait;
  private final Rest rest;

  /** What happens behind the last step. */
  @FunctionalInterface
  interface Rest {
    CniResponse proceed() throws InterruptedException;
  }

  /**
   * Creates an interception.
   *
   * @param request the call
   * @param point the point that fired
   * @param waits how its actions wait
   * @param beforeWait is told of each wait before it begins
   * @param rest what happens behind the last step
   */
  Interception(
      CniRequest request, String point, Waits waits, Consumer<Duration> beforeWait, Rest rest) {
    this.request = request;
    this.point = point;
    this.waits = waits;
    this.beforeWait = beforeWait;
    this.rest = rest;
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
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // An action may be anybody's code, in a language without checked exceptions too.
      return failed(bound, "failed: " + e);
    }
    return response == null ? failed(bound, "returned null instead of a response") : response;
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
      beforeWait.accept(waits.bounded(duration));
      waits.sleep(duration);
    }

    @Override
    public Duration maxDelay() {
      return waits.left();
    }

    @Override
    public void awaitRelease(Duration timeout) throws InterruptedException {
      beforeWait.accept(waits.bounded(timeout));
      waits.awaitRelease(timeout, request, point);
    }

    @Override
    public void print(String line) {
      waits.print(line);
    }
  }
}
