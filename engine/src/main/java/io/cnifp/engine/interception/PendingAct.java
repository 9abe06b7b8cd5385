package io.cnifp.engine.interception;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a call needs before it can continue, see {@link Suspension}. */
public sealed interface PendingAct {

  /**
   * An executable that is to run to its end.
   *
   * @param executable its path
   * @param environment its environment
   * @param input its standard input; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // as large as a configuration, and used once
  record Run(Path executable, Map<String, String> environment, byte[] input)
      implements PendingAct {}

  /**
   * A wait that is not announced to others.
   *
   * @param duration how long
   */
  record Sleep(Duration duration) implements PendingAct {}

  /**
   * A line for standard error.
   *
   * @param line the line
   */
  record Print(String line) implements PendingAct {}

  /** The permission to use a count and to write the journal: nothing has been changed so far. */
  record Permission() implements PendingAct {}

  /**
   * An act that the process of the call does better by an engine of its own.
   *
   * @param reason what it is, such as {@code hang}
   */
  record HandOver(String reason) implements PendingAct {}
}
