package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpointfile.FileLimits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one call would do.
 *
 * @param number the number of the call, from 1
 * @param fired the steps that fire; empty if none do
 * @param term the index of their term, from 0; meaningless if none fire
 * @param after the failpoint after the call
 */
record SimulatedCall(int number, Optional<String> fired, int term, Failpoint after) {

  /**
   * A call to simulate.
   *
   * @param attributes its attributes
   * @param clock the time at which it is made
   */
  record Asked(CallAttributes attributes, InstantSource clock) {}

  /**
   * Simulates a call for each element of {@code calls}.
   *
   * @param limits what limits the file of the failpoint
   */
  static List<SimulatedCall> simulate(
      Failpoint failpoint, FileLimits limits, List<Asked> calls, RandomSource draw) {
    List<SimulatedCall> simulated = new ArrayList<>();
    Failpoint now = failpoint;
    OptionalLong left = limits.atMost();
    for (Asked call : calls) {
      boolean evaluated =
          !left.equals(OptionalLong.of(0))
              && limits.when().matches(call.attributes(), call.clock());
      Evaluation evaluation =
          evaluated
              ? Evaluation.of(now, call.attributes(), draw, call.clock())
              : new Evaluation(-1, now);
      if (evaluation.fired() >= 0 && left.isPresent()) {
        left = OptionalLong.of(left.getAsLong() - 1);
      }
      now = evaluation.after();
      simulated.add(
          new SimulatedCall(
              simulated.size() + 1,
              evaluation.firedTerm().map(Term::stepsText),
              evaluation.fired(),
              now));
    }
    return simulated;
  }

  /** Returns the call for JSON. */
  Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("call", number);
    answer.put("fired", fired.orElse(null));
    if (fired.isPresent()) {
      answer.put("term", term);
    }
    answer.put("after", after.print());
    return answer;
  }
}
