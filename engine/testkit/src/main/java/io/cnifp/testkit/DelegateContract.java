package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.spi.DelegateProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * The rules for a delegate, as tests. A test class that implements it inherits them all; each runs
 * in the whole engine, with the delegate in the configuration's key {@code failpoint.delegate}.
 */
public interface DelegateContract {

  /** Returns a new provider. */
  DelegateProvider provider();

  /**
   * Returns the configuration's {@code failpoint.delegate} as JSON, with {@code type} and whatever
   * the delegate needs to succeed.
   */
  default String configuration() {
    return "{\"type\":\"" + Description.of(provider()).name() + "\"}";
  }

  /**
   * Prepares the engine of a test: sets variables such as {@code CNI_PATH}, members of the
   * configuration, settings.
   */
  default TestEngine prepared(TestEngine engine) {
    return engine;
  }

  /** Returns whether the delegate supports a command; if not, it fails. */
  default boolean supports(CniCommand command) {
    return true;
  }

  /** Returns whether CHECK fails if no ADD was made; a delegate that cannot tell returns false. */
  default boolean checksWhatIsThere() {
    return false;
  }

  /** Returns how long a call may take. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** The name can stand in a configuration and in an executable's name. */
  @Test
  default void hasItsNameByTheRules() {
    String name = Description.of(provider()).name();
    assertTrue(name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*"), name + " is not a plugin's name");
    assertTrue(isBuiltIn() || name.contains("."), name + " has no dot: such names are reserved");
  }

  /** A listing shows its description in one line. */
  @Test
  default void describesItselfInOneLine() {
    assertFalse(Description.of(provider()).description().contains("\n"));
  }

  /** ADD returns a result that the engine accepts. */
  @Test
  default void answersAddWithAResult() throws Exception {
    try (TestEngine engine = engine()) {
      Outcome outcome = StandardStreams.untouchedBy(() -> engine.call(CniCommand.ADD));
      assertEquals(0, outcome.exitStatus(), outcome.stdout());
      assertTrue(outcome.stdout().contains("\"cniVersion\""), outcome.stdout());
    }
  }

  /** The other commands succeed with nothing on standard output. */
  @Test
  default void answersTheOtherCommandsWithNothing() throws Exception {
    for (CniCommand command : CniCommand.values()) {
      if (command == CniCommand.ADD || command == CniCommand.VERSION) {
        continue;
      }
      try (TestEngine engine = engine()) {
        String result = engine.call(CniCommand.ADD).stdout();
        if (command == CniCommand.CHECK) {
          engine.member("prevResult", result);
        }
        Outcome outcome = StandardStreams.untouchedBy(() -> engine.call(command));
        if (supports(command)) {
          assertEquals(0, outcome.exitStatus(), command + ": " + outcome.stdout());
          assertEquals("", outcome.stdout(), command + " should print nothing");
        } else {
          assertEquals(1, outcome.exitStatus(), command + " is not supported, but succeeds");
        }
        engine.call(CniCommand.DEL);
      }
    }
  }

  /** CHECK without an ADD fails, if the delegate says that it looks. */
  @Test
  default void failsToCheckWhatIsNotThere() {
    if (checksWhatIsThere()) {
      try (TestEngine engine = engine()) {
        Outcome outcome =
            engine.member("prevResult", "{\"cniVersion\":\"1.1.0\"}").call(CniCommand.CHECK);
        assertEquals(1, outcome.exitStatus(), "CHECK succeeds without an ADD");
      }
    }
  }

  /** It leaves no thread that would keep a process alive. */
  @Test
  default void leavesNoThread() throws Exception {
    try (TestEngine engine = engine()) {
      LeftOverThreads.none(() -> engine.call(CniCommand.ADD));
      LeftOverThreads.none(() -> engine.call(CniCommand.DEL));
    }
  }

  /** What it registers for SIGTERM throws nothing, and is taken back. */
  @Test
  default void standsItsTermination() {
    try (TestEngine engine = engine()) {
      engine.call(CniCommand.ADD);
      engine.terminate();
    }
  }

  /** DEL succeeds without an ADD, and twice (SPEC.md, section 2). */
  @Test
  default void succeedsInDeletingWhatIsNotThere() {
    try (TestEngine engine = engine()) {
      assertEquals(0, engine.call(CniCommand.DEL).exitStatus());
      assertEquals(0, engine.call(CniCommand.DEL).exitStatus());
    }
  }

  /** A failpoint before it prevents its call; one after it sees its reply. */
  @Test
  default void worksUnderFailpoints() {
    try (TestEngine engine =
        engine().failpoints("{\"cmdAdd\":\"1*error(x)\",\"afterAdd\":\"1*error(y)\"}")) {
      assertTrue(engine.call(CniCommand.ADD).stdout().contains("\"msg\": \"x\""));
      assertTrue(engine.call(CniCommand.ADD).stdout().contains("\"msg\": \"y\""));
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
    }
  }

  /** One provider serves several threads at once. */
  @Test
  default void servesSeveralThreads() throws Exception {
    try (TestEngine engine = engine()) {
      SeveralThreads.all(
          () -> {
            Outcome outcome = engine.call(CniCommand.ADD);
            assertEquals(0, outcome.exitStatus(), outcome.stdout());
            return outcome;
          },
          patience());
    }
  }

  /**
   * An interruption ends its waits: the delegate throws {@link InterruptedException} or fails; it
   * neither continues to wait nor succeeds.
   */
  @Test
  default void endsWhenInterrupted() {
    for (CniCommand command : List.of(CniCommand.ADD, CniCommand.DEL)) {
      InterruptedDelegate delegate = new InterruptedDelegate(provider());
      try (TestEngine engine = engine(delegate)) {
        Outcome outcome =
            Assertions.assertTimeoutPreemptively(patience(), () -> engine.call(command));
        assertEquals(0, outcome.exitStatus(), outcome.stdout());
      }
      assertFalse(delegate.hasSwallowed(), command + " ignored an interruption");
    }
  }

  /** Returns whether the name may lack a dot; only for the project's own delegates. */
  default boolean isBuiltIn() {
    return false;
  }

  private TestEngine engine() {
    return engine(provider());
  }

  private TestEngine engine(DelegateProvider provider) {
    return prepared(
        new TestEngine()
            .withDelegate(Description.of(provider()).name(), provider)
            .delegateTo(configuration()));
  }
}
