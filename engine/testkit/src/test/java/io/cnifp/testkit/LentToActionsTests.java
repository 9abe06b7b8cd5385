package io.cnifp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointAction.Invocation;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the engine lends an action, seen through the whole engine. */
@DisplayName("what is lent to an action:")
class LentToActionsTests {
  private final TestEngine engine = new TestEngine();
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void close() {
    engine.close();
  }

  @ProviderInfo(name = "acme.keeping", state = true)
  private record Keeping(FailpointAction action) implements FailpointActionProvider {
    @Override
    public FailpointAction create(ActionArguments arguments, ActionContext context) {
      return action;
    }
  }

  @ProviderInfo(name = "acme.plain")
  private record Plain(FailpointAction action) implements FailpointActionProvider {
    @Override
    public FailpointAction create(ActionArguments arguments, ActionContext context) {
      return action;
    }
  }

  private String message(CniCommand command) {
    return engine.call(command).response() instanceof CniResponse.Failure failure
        ? failure.error().message()
        : "";
  }

  @Nested
  @DisplayName("standard output")
  class Output {
    private void plain(FailpointAction action) {
      engine.withAction(new Plain(action)).withVirtualTime().failpoint("cmdAdd", "acme.plain");
    }

    @Test
    void getsPartsOfTheReplyBeforeTheRest() {
      plain(invocation -> {
        invocation.write("{\"cniVersion\":");
        invocation.sleep(Duration.ofHours(2));
        invocation.write("\"1.0");
        return CniResponse.success(".0\"}");
      });
      Outcome outcome = engine.call(CniCommand.ADD);
      assertEquals("{\"cniVersion\":\"1.0.0\"}", outcome.stdout());
      assertEquals(Duration.ofHours(2), engine.waited());
      assertEquals(0, outcome.exitStatus());
    }

    @Test
    void keepsThePartOfACallThatDies() {
      plain(invocation -> {
        invocation.write("{\"cni");
        return new CniResponse.Signal("KILL");
      });
      assertEquals("{\"cni", engine.call(CniCommand.ADD).stdout());
    }

    @Test
    void getsAnErrorAfterThePart() {
      plain(invocation -> {
        invocation.write("{");
        throw new IllegalStateException("changed its mind");
      });
      assertTrue(engine.call(CniCommand.ADD).stdout().startsWith("{{\n    \"cniVersion\""));
    }
  }

  @Nested
  @DisplayName("the error of a delegate")
  class Errors {
    @Test
    void isHandedOnWhole() {
      String message = "m".repeat(100_000);
      engine
          .withAction(new Plain(FailpointAction.Invocation::proceed))
          .failpoint("cmdAdd", "acme.plain")
          .delegate()
          .replies(CniResponse.failure(7, message));
      assertEquals(message, message(CniCommand.ADD));
    }

    @Test
    void isBoundedIfItIsTheActionsOwn() {
      engine
          .withAction(new Plain(_ -> CniResponse.failure(7, "m".repeat(100_000))))
          .failpoint("cmdAdd", "acme.plain");
      assertTrue(message(CniCommand.ADD).endsWith("m... (100000 characters)"));
    }
  }

  @Nested
  @DisplayName("standard error of the test")
  class Traces {
    @Test
    void getsTheStackTraceOfWhatTheActionThrows() {
      engine
          .withAction(
              new Plain(_ -> {
                throw new IllegalStateException("broken");
              }))
          .failpoint("cmdAdd", "acme.plain");
      PrintStream before = System.err;
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      System.setErr(new PrintStream(printed, true, UTF_8));
      try {
        assertEquals(
            "the action acme.plain of the test failed: java.lang.IllegalStateException: broken",
            message(CniCommand.ADD));
      } finally {
        System.setErr(before);
      }
      String trace = printed.toString(UTF_8);
      assertTrue(trace.startsWith("java.lang.IllegalStateException: broken"));
      assertTrue(trace.contains("LentToActionsTests"));
    }
  }

  @Nested
  @DisplayName("state")
  class State {
    private void keeping(FailpointAction action) {
      engine.withAction(new Keeping(action)).failpoint("cmdAdd", "acme.keeping");
    }

    @Test
    void isKeptFromCallToCall() {
      keeping(invocation -> {
        seen.add("" + invocation.state().add("calls", 1));
        return invocation.proceed();
      });
      for (int i = 0; i < 3; i++) {
        assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      }
      assertEquals(List.of("0", "1", "2"), seen);
      assertEquals("{\"calls\":3}", engine.state("cmdAdd", 1, "acme.keeping"));
    }

    @Test
    void isExactUnderParallelCalls() throws Exception {
      keeping(invocation -> {
        long old = invocation.state().number("n");
        while (!invocation.state().compareAndSet("n", old, old + 1)) {
          old = invocation.state().number("n");
        }
        invocation.state().add("calls", 1);
        return invocation.proceed();
      });
      SeveralThreads.all(() -> engine.call(CniCommand.ADD), Duration.ofSeconds(60));
      assertEquals(
          JsonValue.parse("{\"n\":40,\"calls\":40}"),
          JsonValue.parse(engine.state("cmdAdd", 1, "acme.keeping")));
    }

    @Test
    void hasTextsThatAreComparedAndSet() {
      keeping(invocation -> {
        seen.add(invocation.state().text("last"));
        seen.add("" + invocation.state().compareAndSet("last", "wrong", "x"));
        seen.add("" + invocation.state().compareAndSet("last", "", "pod \"1\""));
        seen.add("" + invocation.state().compareAndSet("last", "pod \"1\"", ""));
        return invocation.proceed();
      });
      engine.call(CniCommand.ADD);
      assertEquals(List.of("", "false", "true", "true"), seen);
      assertEquals("{}", engine.state("cmdAdd", 1, "acme.keeping"));
      assertEquals("{\"cmdAdd\":\"acme.keeping\"}", engine.failpoints());
    }

    @Test
    void belongsToItsTermAndPoint() {
      engine.withAction(
          new Keeping(invocation -> {
            invocation.state().add("n", 1);
            return invocation.proceed();
          }));
      engine.failpoints(
          "{\"cmdAdd\":\"1*acme.keeping->acme.keeping\",\"afterAdd\":\"acme.keeping\"}");
      engine.call(CniCommand.ADD);
      engine.call(CniCommand.ADD);
      engine.call(CniCommand.ADD);
      assertEquals("{\"n\":1}", engine.state("cmdAdd", 1, "acme.keeping"));
      assertEquals("{\"n\":2}", engine.state("cmdAdd", 2, "acme.keeping"));
      assertEquals("{\"n\":3}", engine.state("afterAdd", 1, "acme.keeping"));
    }

    @Test
    void isBoundedAndTyped() {
      keeping(invocation -> {
        invocation.state().compareAndSet("t", "", "x".repeat(5000));
        return invocation.proceed();
      });
      assertEquals(
          "the state of acme.keeping at cmdAdd cannot be changed: it would be larger than 4096"
              + " bytes",
          message(CniCommand.ADD));
      keeping(invocation -> {
        invocation.state().add("n", 1);
        return CniResponse.success(invocation.state().text("n"));
      });
      assertEquals(
          "the state of acme.keeping at cmdAdd cannot be changed: n is a number, not a text",
          message(CniCommand.ADD));
      keeping(invocation -> {
        invocation.state().add("m", Long.MAX_VALUE);
        return CniResponse.success("" + invocation.state().add("m", 1));
      });
      assertEquals(
          "the state of acme.keeping at cmdAdd cannot be changed: the number m would overflow",
          message(CniCommand.ADD));
    }

    @Test
    void thatIsDamagedFailsTheCallBeforeACountIsUsed() {
      engine.withAction(new Keeping(Invocation::proceed));
      engine.failpoints("{\"cmdAdd\":\"1*acme.keeping\",\"state\":{\"cmdAdd\":[]}}");
      assertTrue(message(CniCommand.ADD).contains("has a wrong state: "), message(CniCommand.ADD));
      assertEquals("1*acme.keeping", engine.failpoint("cmdAdd"));
    }

    @Test
    void isNotKeptForAFailpointThatWasChangedMeanwhile() {
      keeping(invocation -> {
        engine.failpoint("cmdAdd", "off");
        return CniResponse.success("" + invocation.state().add("n", 1));
      });
      CniResponse.Failure failure = (CniResponse.Failure) engine.call(CniCommand.ADD).response();
      assertEquals(11, failure.error().code());
      assertEquals("{\"cmdAdd\":\"off\"}", engine.failpoints());
    }

    @Test
    void needsAFileAndTheAnnotation() {
      engine.withAction(new Keeping(Invocation::proceed)).points("{\"cmdAdd\":\"acme.keeping\"}");
      assertTrue(
          message(CniCommand.ADD)
              .endsWith(
                  "cmdAdd: acme.keeping keeps state, which only a file can keep: name one by"
                      + " confPath"));
      TestEngine other = new TestEngine();
      other
          .withAction(
              new Plain(invocation -> {
                invocation.state().add("n", 1);
                return invocation.proceed();
              }))
          .failpoint("cmdAdd", "acme.plain");
      assertTrue(other.call(CniCommand.ADD).stdout().contains("state = true"));
      other.close();
    }
  }

  @Nested
  @DisplayName("draws")
  class Draws {
    @Test
    void followFromTheSeedThatLetTheTermFire() {
      engine.withAction(
          new Plain(invocation -> {
            seen.add(
                "" + invocation.random().nextLong(1000) + " " + invocation.random().nextLong());
            return invocation.proceed();
          }));
      engine.failpoint("cmdAdd", "100%acme.plain[seed=7]");
      engine.call(CniCommand.ADD);
      engine.call(CniCommand.ADD);
      SplittableRandom seeds = new SplittableRandom(7);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        SplittableRandom draws = new SplittableRandom(seeds.nextLong());
        expected.add(draws.nextLong(1000) + " " + draws.nextLong());
      }
      assertEquals(expected, seen);
    }
  }

  @Nested
  @DisplayName("a changed request")
  class ChangedRequest {
    @Test
    void goesToTheStepsAfterItAndToTheDelegate() {
      engine.withAction(
          new Plain(invocation -> {
            seen.add(invocation.request().ifname().orElse(""));
            return invocation.proceed(
                invocation
                    .request()
                    .withIfname(invocation.request().ifname().orElse("") + "x")
                    .withNetconf(invocation.request().netconf().with("mtu", "9")));
          }));
      engine.failpoint("cmdAdd", "acme.plain+acme.plain");
      engine.call(CniCommand.ADD);
      assertEquals(List.of("eth0", "eth0x"), seen);
      assertEquals("eth0xx", engine.delegate().requests().get(0).ifname().orElse(""));
      assertEquals("9", engine.delegate().requests().get(0).member("mtu").orElseThrow().asText());
    }

    @Test
    void keepsItsCommandAndIsRefusedAfterTheDelegate() {
      engine.withAction(
          new Plain(
              invocation -> invocation.proceed(invocation.request().withCommand(CniCommand.DEL))));
      engine.failpoint("cmdAdd", "acme.plain");
      assertTrue(message(CniCommand.ADD).contains("the command cannot be changed from ADD to DEL"));
      engine.failpoint("afterAdd", "acme.plain");
      assertTrue(message(CniCommand.ADD).contains("no delegate is called any more at afterAdd"));
    }
  }

  @Nested
  @DisplayName("its context")
  class Context {
    @ProviderInfo(name = "acme.looking")
    private final class Looking implements FailpointActionProvider {
      @Override
      public FailpointAction create(ActionArguments arguments, ActionContext context) {
        seen.add(context.point().orElse("") + " " + context.origin() + " " + context.settings());
        return Invocation::proceed;
      }
    }

    @Test
    void hasThePointTheOriginAndTheSettings() {
      Looking looking = new Looking();
      engine.withAction(looking).failpoint("cmdAdd", "acme.looking");
      engine.call(CniCommand.ADD);
      engine.settings(looking, JsonObject.of().with("team", JsonString.of("blue")));
      engine.call(CniCommand.ADD);
      assertEquals(
          List.of("cmdAdd ADMINISTRATOR {}", "cmdAdd ADMINISTRATOR {\"team\":\"blue\"}"), seen);
    }
  }

  @Nested
  @DisplayName("time")
  class Time {
    @Test
    void isMovedByWaitsAlone() {
      engine
          .withVirtualTime()
          .withAction(
              new Plain(invocation -> {
                var before = invocation.now();
                invocation.sleep(Duration.ofHours(5));
                seen.add("" + Duration.between(before, invocation.now()));
                return invocation.proceed();
              }));
      engine.failpoint("cmdAdd", "acme.plain");
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(List.of("PT5H"), seen);
      assertEquals(Duration.ofHours(5), engine.waited());
    }
  }

  @Nested
  @DisplayName("its termination")
  class Termination {
    @Test
    void isRegisteredUntilItIsClosed() {
      engine.withAction(
          new Plain(invocation -> {
            try (var _ = invocation.onTermination(() -> seen.add("terminated"))) {
              engine.terminate();
            }
            engine.terminate();
            return invocation.proceed();
          }));
      engine.failpoint("cmdAdd", "acme.plain");
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(List.of("terminated"), seen);
    }
  }
}
