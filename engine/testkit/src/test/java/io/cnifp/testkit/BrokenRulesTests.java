package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts fail for providers that break them. */
@DisplayName("a contract")
class BrokenRulesTests {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Nested
  class OfActions {

    @Test
    void refusesOneThatContinuesAfterAnInterruptedWait() {
      refuses(call -> {
        try {
          call.sleep(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
          // It continues.
        }
        return call.proceed();
      });
    }

    @Test
    void refusesOneThatContinuesAndOnlyKeepsTheFlag() {
      refuses(call -> {
        try {
          call.awaitRelease(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return call.proceed();
      });
    }

    @Test
    void refusesOneThatSucceedsThoughItsOwnSleepWasInterrupted() {
      refuses(call -> {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          // It continues.
        }
        return call.proceed();
      });
    }

    @Test
    void refusesOneThatContinuesToSleep() {
      refuses(call -> {
        sleepWhateverComes();
        return CniResponse.failure(11, "late");
      });
    }

    @Test
    void acceptsOneThatThrowsItAndOneThatNeverWaits() {
      assertDoesNotThrow(
          action(call -> {
            Thread.sleep(60_000);
            return call.proceed();
          })
              ::endsWhenInterrupted);
      assertDoesNotThrow(action(FailpointAction.Invocation::proceed)::endsWhenInterrupted);
    }

    @Test
    void refusesAProviderThatServesOneThreadAtATime() {
      AtomicBoolean busy = new AtomicBoolean();
      Action action =
          action(call -> {
            useAlone(busy);
            return call.proceed();
          });
      assertThrows(AssertionError.class, action::servesSeveralThreads);
    }

    private void refuses(FailpointAction action) {
      assertThrows(AssertionError.class, action(action)::endsWhenInterrupted);
    }
  }

  @Nested
  class OfDelegates {

    @Test
    void refusesOneThatSucceedsThoughItWasInterrupted() {
      refuses(request -> {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          // It continues.
        }
        return success(request.command());
      });
    }

    @Test
    void refusesOneThatContinuesToWait() {
      refuses(request -> {
        sleepWhateverComes();
        return CniResponse.failure(11, "late");
      });
    }

    @Test
    void acceptsOneThatThrowsItAndOneThatNeverWaits() {
      assertDoesNotThrow(
          delegate(request -> {
            Thread.sleep(60_000);
            return success(request.command());
          })
              ::endsWhenInterrupted);
      assertDoesNotThrow(delegate(request -> success(request.command()))::endsWhenInterrupted);
    }

    @Test
    void refusesAProviderThatServesOneThreadAtATime() {
      AtomicBoolean busy = new AtomicBoolean();
      NetworkOf delegate =
          delegate(request -> {
            useAlone(busy);
            return success(request.command());
          });
      assertThrows(AssertionError.class, delegate::servesSeveralThreads);
    }

    private void refuses(Delegate delegate) {
      assertThrows(AssertionError.class, delegate(delegate)::endsWhenInterrupted);
    }

    private static CniResponse success(CniCommand command) {
      return CniResponse.success(command == CniCommand.ADD ? "{}" : "");
    }
  }

  /** Ends after a while, so that no thread is left. */
  private static void sleepWhateverComes() {
    long from = System.nanoTime();
    while (System.nanoTime() - from < 2 * PATIENCE.toNanos()) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        // It continues to sleep.
      }
    }
  }

  private static void useAlone(AtomicBoolean busy) throws InterruptedException {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("another thread is here");
    }
    Thread.sleep(5);
    busy.set(false);
  }

  private static Action action(FailpointAction action) {
    return new Action(new BadActionProvider(action));
  }

  private static NetworkOf delegate(Delegate delegate) {
    return new NetworkOf(new BadDelegateProvider(delegate));
  }

  @ProviderInfo(name = "acme.bad")
  private record BadActionProvider(FailpointAction action) implements FailpointActionProvider {
    @Override
    public FailpointAction create(ActionArguments arguments, ActionContext context) {
      return action;
    }
  }

  @ProviderInfo(name = "acme.bad")
  private record BadDelegateProvider(Delegate delegate) implements DelegateProvider {
    @Override
    public Delegate create(DelegateContext context) {
      return delegate;
    }
  }

  private record Action(FailpointActionProvider provider) implements FailpointActionContract {
    @Override
    public List<String> accepted() {
      return List.of("acme.bad");
    }

    @Override
    public List<String> refused() {
      return List.of();
    }

    @Override
    public Duration patience() {
      return PATIENCE;
    }
  }

  private record NetworkOf(DelegateProvider provider) implements DelegateContract {
    @Override
    public Duration patience() {
      return PATIENCE;
    }
  }
}
