package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpoint.Term;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Simulates a call for each element of {@code calls}. */
  static List<SimulatedCall> simulate(Failpoint failpoint, List<Asked> calls, RandomSource draw) {
    List<SimulatedCall> simulated = new ArrayList<>();
    Failpoint now = failpoint;
    for (Asked call : calls) {
      Evaluation evaluation = Evaluation.of(now, call.attributes(), draw, call.clock());
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
