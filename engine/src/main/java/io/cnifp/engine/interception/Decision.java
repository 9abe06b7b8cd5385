package io.cnifp.engine.interception;

import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.source.FailpointSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was decided at a point. It never changes: with it and the acts that were done, any engine of
 * the same build can finish the call, and no count is used again.
 *
 * @param point the point
 * @param source the failpoint file and what named it; empty if the policy refused the source
 * @param fired the term that fired; empty if none did
 * @param limits how much the actions of the call may wait
 */
public record Decision(
    String point, Optional<FailpointSource> source, Optional<Fired> fired, WaitLimits limits)
    implements CallEvent {

  /**
   * Returns the decision that a DEL passes its failpoints over, since the policy refuses them: it
   * continues as a call that has none.
   */
  public static Decision passedOver(String point) {
    return new Decision(point, Optional.empty(), Optional.empty(), WaitLimits.NONE);
  }

  /** Returns whether the failpoints are passed over. */
  public boolean isPassedOver() {
    return source.isEmpty();
  }

  /**
   * A term that fired.
   *
   * @param file the failpoint file that has it; empty if it stands in the configuration itself
   * @param index its place in the failpoint, from 0
   * @param steps its steps, as text that {@link io.cnifp.engine.failpoint.Failpoint#parse} reads
   * @param draw the number of a seed that what its actions draw begins at; empty if it has none
   */
  public record Fired(String file, int index, String steps, OptionalLong draw) {
    static Fired of(String file, int index, Term term) {
      return new Fired(file, index, term.stepsText(), term.lastDraw());
    }
  }
}
