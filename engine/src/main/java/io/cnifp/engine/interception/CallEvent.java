package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.spi.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a {@link CallRecord} holds: a decision, or an act with its arguments and its outcome. */
public sealed interface CallEvent permits Decision, CallEvent.Act {

  /** An act that was done. */
  sealed interface Act extends CallEvent {}

  /**
   * An executable that was run.
   *
   * @param executable its path
   * @param environment its environment
   * @param input its standard input, as text of ISO 8859-1
   * @param limit how long it was allowed to run; empty if as long as it liked
   * @param execution how it ended and what it wrote; empty if the limit has ended it
   */
  record Ran(
      Path executable,
      Map<String, String> environment,
      String input,
      Optional<DelegateLimit> limit,
      Optional<Execution> execution)
      implements Act {}

  /**
   * An act that failed.
   *
   * @param act the name of the kind that it would have been
   * @param error the error
   */
  record Failed(String act, CniError error) implements Act {}

  /**
   * A wait without using a processor.
   *
   * @param duration how long it was to be
   * @param elapsed how long it was
   */
  record Slept(Duration duration, Duration elapsed) implements Act {}

  /**
   * A wait that kept a processor busy.
   *
   * @param duration how long it was to be
   * @param elapsed how long it was
   */
  record Spun(Duration duration, Duration elapsed) implements Act {}

  /**
   * A pause.
   *
   * @param point where it was
   * @param timeout how long it was to be at most
   * @param elapsed how long it was
   */
  record Paused(String point, Duration timeout, Duration elapsed) implements Act {}

  /**
   * A hang that the policy has limited.
   *
   * @param duration how long it was to be
   * @param elapsed how long it was
   */
  record Hung(Duration duration, Duration elapsed) implements Act {}

  /**
   * The time that was read.
   *
   * @param now the time
   */
  record ReadClock(Instant now) implements Act {}

  /**
   * A change of what an action keeps.
   *
   * @param action the action's name
   * @param change what was done
   * @param before what was kept before, as JSON
   */
  record Kept(String action, String change, String before) implements Act {}

  /**
   * A random number.
   *
   * @param value the number
   */
  record Drew(long value) implements Act {}

  /**
   * A part of the reply on standard output.
   *
   * @param output the part
   */
  record Written(String output) implements Act {}

  /**
   * A line on standard error.
   *
   * @param line the line
   */
  record Printed(String line) implements Act {}
}
