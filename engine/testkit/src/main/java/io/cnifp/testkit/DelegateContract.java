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
 * The rules for a delegate, as tests. A test class implements it and gets them all; each runs in
 * the whole engine, with the configuration's key {@code delegate} naming the delegate.
 */
public interface DelegateContract {

  /** A new provider. */
  DelegateProvider provider();

  /**
   * The configuration's {@code delegate} object as JSON, with {@code type} and whatever the
   * delegate needs to succeed.
   */
  default String configuration() {
    return "{\"type\":\"" + provider().name() + "\"}";
  }

  /** How long a call may take. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** The name can stand in a configuration and in an executable's name. */
  @Test
  default void hasItsNameByTheRules() {
    String name = provider().name();
    assertTrue(name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*"), name + " isn't a plugin's name");
    DelegateProvider provider = provider();
    assertEquals(provider.name(), provider.name());
  }

  /** A listing shows it in one line. */
  @Test
  default void describesItselfInOneLine() {
    provider().description().ifPresent(line -> assertFalse(line.isBlank() || line.contains("\n")));
  }

  /** ADD gives a result, of which the engine accepts the form. */
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
        Outcome outcome = StandardStreams.untouchedBy(() -> engine.call(command));
        assertEquals(0, outcome.exitStatus(), command + ": " + outcome.stdout());
        assertEquals("", outcome.stdout(), command + " should print nothing");
      }
    }
  }

  /** DEL may come without an ADD, and twice: SPEC.md, section 2, wants it to succeed. */
  @Test
  default void succeedsInDeletingWhatIsNotThere() {
    try (TestEngine engine = engine()) {
      assertEquals(0, engine.call(CniCommand.DEL).exitStatus());
      assertEquals(0, engine.call(CniCommand.DEL).exitStatus());
    }
  }

  /** A failpoint before it keeps it from being called; one behind it sees its reply. */
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
   * An interruption ends what waits: the delegate lets the {@link InterruptedException} through or
   * fails; it doesn't wait on and doesn't answer as if nothing had been.
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
      assertFalse(delegate.hasSwallowed(), command + " took an InterruptedException and went on");
    }
  }

  private TestEngine engine() {
    return engine(provider());
  }

  private TestEngine engine(DelegateProvider provider) {
    return new TestEngine().with(provider).member("delegate", configuration());
  }
}
