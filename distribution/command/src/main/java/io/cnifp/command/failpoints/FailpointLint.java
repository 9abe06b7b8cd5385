package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Attribute;
import io.cnifp.engine.failpoint.Condition;
import io.cnifp.engine.failpoint.Counter;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Probability;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpoint.Term;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what is valid in a failpoint but probably a mistake. */
final class FailpointLint {
  private final Set<String> ending;
  private final InstantSource clock;

  /**
   * Creates a lint.
   *
   * @param ending the actions that never let the call continue
   * @param clock the time, for what has expired
   */
  FailpointLint(Set<String> ending, InstantSource clock) {
    this.ending = ending;
    this.clock = clock;
  }

  /**
   * A warning.
   *
   * @param position its place, in characters from 0
   * @param message what is probably a mistake
   */
  record Warning(int position, String message) {}

  /** Returns the warnings about a failpoint. */
  List<Warning> warnings(String point, Failpoint failpoint) {
    List<Warning> warnings = new ArrayList<>();
    String always = "";
    for (Term term : failpoint.terms()) {
      int position = term.steps().getFirst().position();
      if (!always.isEmpty()) {
        warnings.add(
            new Warning(position, "unreachable term: '" + always + "' always fires first"));
        return warnings;
      }
      if (term.probability().filter(Probability::isImpossible).isPresent()) {
        warnings.add(new Warning(position, "this term never fires: its probability is 0 %"));
      }
      if (term.expiry().filter(expiry -> expiry.isReached(clock)).isPresent()) {
        warnings.add(
            new Warning(position, "this term has expired: until=" + term.expiry().get().source()));
      }
      filters(point, term, position, warnings);
      steps(term.steps(), warnings);
      always = alwaysFires(term) ? shortened(term.stepsText()) : "";
    }
    return warnings;
  }

  private static void filters(String point, Term term, int position, List<Warning> warnings) {
    for (Condition condition : term.conditions()) {
      if (!condition.negated() && isMissing(condition.attribute(), point)) {
        warnings.add(
            new Warning(
                position,
                "this term never fires: a call at " + point + " has no " + condition.word()));
      }
    }
    if (term.counter(Counter.Kind.SEED).isPresent() && term.probability().isEmpty()) {
      warnings.add(new Warning(position, "seed has no effect without a percentage"));
    }
  }

  /** Calls of STATUS and GC are for no container, and VERSION has no network either. */
  private static boolean isMissing(Attribute attribute, String point) {
    boolean version = point.endsWith("Version");
    boolean noAttachment = version || point.endsWith("Status") || point.endsWith("Gc");
    return attribute != Attribute.DELEGATE
        && (version || (noAttachment && attribute.isOfAttachment()));
  }

  private void steps(List<Step> steps, List<Warning> warnings) {
    for (int i = 1; i < steps.size(); i++) {
      String before = steps.get(i - 1).name();
      if (ending.contains(before)) {
        warnings.add(
            new Warning(
                steps.get(i).position(),
                "unreachable step: '" + before + "' always ends the call first"));
        return;
      }
    }
  }

  private static boolean alwaysFires(Term term) {
    if (term.count() != Term.UNLIMITED) {
      return false;
    }
    boolean certain =
        term.conditions().isEmpty()
            && term.expiry().isEmpty()
            && term.counter(Counter.Kind.EVERY).isEmpty()
            && term.counter(Counter.Kind.SKIP).orElse(0) == 0;
    return certain && term.probability().map(Probability::isCertain).orElse(true);
  }

  private static String shortened(String steps) {
    return steps.length() > 40 ? steps.substring(0, 37) + "..." : steps;
  }
}
