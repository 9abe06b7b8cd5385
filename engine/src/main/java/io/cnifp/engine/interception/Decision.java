package io.cnifp.engine.interception;

import io.cnifp.engine.failpoint.Term;
import java.time.Duration;
import java.util.Optional;

/**
 * What was decided at a point. It never changes: with it and the acts that were done, any engine of
 * the same build can finish the call, and no count is used again.
 *
 * @param point the point
 * @param fired the term that fired; empty if none did
 * @param maxWait how long all waits of the call together may last
 */
public record Decision(String point, Optional<Fired> fired, Duration maxWait) implements CallEvent {

  /**
   * A term that fired.
   *
   * @param index its place in the failpoint, from 0
   * @param steps its steps, as text that {@link io.cnifp.engine.failpoint.Failpoint#parse} reads
   */
  public record Fired(int index, String steps) {
    static Fired of(int index, Term term) {
      return new Fired(index, term.stepsText());
    }
  }
}
