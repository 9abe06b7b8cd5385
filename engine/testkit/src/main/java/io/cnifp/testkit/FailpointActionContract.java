package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.engine.failpoint.Failpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * The rules for an action, as tests. A test class that implements it inherits them all:
 *
 * <pre>{@code
 * class FlapTests implements FailpointActionContract {
 *   public FailpointActionProvider provider() {
 *     return new FlapProvider();
 *   }
 *
 *   public List<String> accepted() {
 *     return List.of("acme.flap", "acme.flap{msg=down}");
 *   }
 *
 *   public List<String> refused() {
 *     return List.of("acme.flap(x)");
 *   }
 * }
 * }</pre>
 */
public interface FailpointActionContract {

  /** Returns a new provider. */
  FailpointActionProvider provider();

  /** Returns steps that it accepts, as written in a failpoint; at least one. */
  List<String> accepted();

  /** Returns steps that it refuses; none if it takes any argument. */
  List<String> refused();

  /**
   * Returns where the steps stand: at {@code cmdAdd}, without settings. An action that needs
   * settings, or cannot be used there, returns another one.
   */
  default TestContext context() {
    return new TestContext();
  }

  /** Returns the points at which {@link #accepted} is accepted. */
  default List<String> points() {
    return List.of("cmdAdd", "cmdDel", "cmdCheck", "afterAdd", "afterDel", "afterCheck");
  }

  /**
   * Returns the parameters that the provider declares; if there are any, its usage must be that of
   * {@link Parameter#usage}.
   */
  default List<Parameter<?>> parameters() {
    return List.of();
  }

  /** Returns whether the name may lack a dot; only for the project's own actions. */
  default boolean isBuiltIn() {
    return false;
  }

  /** Returns how long an action may take whose waits end at once. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** The name is a word of the language and has a dot. */
  @Test
  default void hasItsNameByTheRules() {
    String name = Description.of(provider()).name();
    assertTrue(name.matches("[a-z][a-z0-9_.]*"), name + " is not [a-z][a-z0-9_.]*");
    assertTrue(isBuiltIn() || name.contains("."), name + " has no dot: such names are reserved");
  }

  /** A listing shows its description and its usage in one line each. */
  @Test
  default void describesItselfInOneLine() {
    assertFalse(Description.of(provider()).description().contains("\n"));
    assertFalse(Description.of(provider()).usage().contains("\n"));
  }

  /** Its usage follows from its parameters. */
  @Test
  default void listsItsParameters() {
    if (!parameters().isEmpty()) {
      assertEquals(
          Parameter.usage(
              Description.of(provider()).name(), parameters().toArray(new Parameter<?>[0])),
          Description.of(provider()).usage());
    }
  }

  /** It accepts its own examples at all its points, and in a failpoint that stands alone. */
  @Test
  default void acceptsItsArguments() throws Exception {
    assertFalse(accepted().isEmpty(), "accepted() has no example");
    for (String step : accepted()) {
      for (String point : points()) {
        assertNotNull(
            StandardStreams.untouchedBy(() -> create(provider(), step, context().at(point))),
            step + " at " + point);
      }
      assertNotNull(
          StandardStreams.untouchedBy(() -> create(provider(), step, context().alone())), step);
    }
  }

  /** What it registers for SIGTERM ends in a second, and throws nothing. */
  @Test
  default void standsItsTermination() throws Exception {
    for (String step : accepted()) {
      TestInvocation call = new TestInvocation().terminated();
      FailpointAction action = create(step);
      assertNotNull(inTime(() -> action.apply(call)), step);
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(1), call::terminate);
    }
  }

  /** It leaves no thread that would keep a process alive. */
  @Test
  default void leavesNoThread() throws Exception {
    for (String step : accepted()) {
      LeftOverThreads.none(() -> inTime(() -> create(step).apply(new TestInvocation())));
    }
  }

  /** What it refuses is refused before a count is used and before the delegate is called. */
  @Test
  default void refusesBadArgumentsWithoutUsingACount() {
    for (String step : refused()) {
      try (TestEngine engine = new TestEngine().withAction(provider())) {
        engine.settings(provider(), context().settings());
        engine.failpoint("cmdAdd", "1*" + step);
        Outcome outcome = engine.call(CniCommand.ADD);
        assertEquals(1, outcome.exitStatus(), step + " should be refused");
        CniResponse.Failure failure = (CniResponse.Failure) outcome.response();
        assertEquals(999, failure.error().code(), step);
        assertTrue(
            failure.error().message().contains(Description.of(provider()).name()),
            "the message doesn't name the action: " + failure.error().message());
        assertEquals("1*" + step, engine.failpoint("cmdAdd"), "the failpoint was changed");
        assertEquals(List.of(), engine.delegate().commands(), "the delegate was called");
      }
    }
  }

  /** The call continues once or not at all, and ends in time with a response. */
  @Test
  default void proceedsAtMostOnceAndAnswers() throws Exception {
    for (String step : accepted()) {
      TestInvocation call = new TestInvocation();
      CniResponse response = inTime(() -> create(step).apply(call));
      assertNotNull(response, step);
      assertTrue(
          call.proceeds() <= 1, step + " let the call continue " + call.proceeds() + " times");
    }
  }

  /** A delegate that fails does not make it throw an exception. */
  @Test
  default void standsAFailingDelegate() throws Exception {
    for (String step : accepted()) {
      TestInvocation call = new TestInvocation(CniResponse.failure(11, "try again later"));
      assertNotNull(inTime(() -> create(step).apply(call)), step);
    }
  }

  /**
   * An interruption ends its waits, those of the engine and its own: the action throws {@link
   * InterruptedException} or fails; it neither continues to wait nor lets the call continue.
   */
  @Test
  default void endsWhenInterrupted() throws Exception {
    for (String step : accepted()) {
      FailpointAction action = create(step);
      TestInvocation call = new TestInvocation().interrupted();
      boolean swallowed = inTime(() -> Interruption.isSwallowedBy(() -> action.apply(call)));
      assertFalse(swallowed || call.continued(), step + " ignored an interruption");
    }
  }

  /** One provider serves several threads at once. */
  @Test
  default void servesSeveralThreads() throws Exception {
    FailpointActionProvider provider = provider();
    for (String step : accepted()) {
      StandardStreams.untouchedBy(() -> {
        SeveralThreads.all(() -> applied(provider, step, context()), patience());
        return step;
      });
    }
  }

  private static CniResponse applied(
      FailpointActionProvider provider, String step, TestContext context)
      throws InterruptedException {
    TestInvocation call = new TestInvocation();
    CniResponse response;
    try {
      response = create(provider, step, context).apply(call);
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    }
    assertNotNull(response, step);
    return response;
  }

  private FailpointAction create(String step) {
    return create(provider(), step, context());
  }

  private static FailpointAction create(
      FailpointActionProvider provider, String step, TestContext context) {
    return provider.create(
        Failpoint.parse(step).terms().get(0).steps().get(0).arguments(), context);
  }

  private <T> T inTime(Callable<T> work) throws Exception {
    return Assertions.assertTimeoutPreemptively(
        patience(), () -> StandardStreams.untouchedBy(work));
  }
}
