package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Filter;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpoint.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is valid in a failpoint but probably a mistake. */
final class FailpointLint {
  /** The built-in actions after which the call never continues. */
  private static final Set<String> ENDS =
      Set.of("error", "exit", "hang", "kill", "panic", "return");

  /** The attributes that calls of STATUS and GC lack: they are not for a pod. */
  private static final Set<Filter.Key> OF_A_POD =
      Set.of(Filter.Key.POD, Filter.Key.NAMESPACE, Filter.Key.CONTAINER, Filter.Key.IFNAME);

  private FailpointLint() {}

  /**
   * A warning.
   *
   * @param position its place, in characters from 0
   * @param message what is probably a mistake
   */
  record Warning(int position, String message) {}

  /** Returns the warnings about a failpoint. */
  static List<Warning> of(String point, Failpoint failpoint) {
    List<Warning> warnings = new ArrayList<>();
    String always = "";
    for (Term term : failpoint.terms()) {
      int position = term.steps().getFirst().position();
      if (!always.isEmpty()) {
        warnings.add(
            new Warning(position, "unreachable term: '" + always + "' always fires first"));
        return warnings;
      }
      if (!term.percent().isEmpty() && Double.parseDouble(term.percent()) == 0) {
        warnings.add(new Warning(position, "this term never fires: its probability is 0 %"));
      }
      filters(point, term, position, warnings);
      steps(term.steps(), warnings);
      always = alwaysFires(term) ? shortened(term.stepsText()) : "";
    }
    return warnings;
  }

  private static void filters(String point, Term term, int position, List<Warning> warnings) {
    Set<Filter.Key> keys = new HashSet<>();
    for (Filter filter : term.filters()) {
      keys.add(filter.key());
      if (!filter.negated() && isMissing(filter.key(), point)) {
        warnings.add(
            new Warning(
                position,
                "this term never fires: a call at " + point + " has no " + filter.key().word()));
      }
    }
    if (keys.contains(Filter.Key.SEED) && term.percent().isEmpty()) {
      warnings.add(new Warning(position, "seed has no effect without a percentage"));
    }
  }

  private static boolean isMissing(Filter.Key key, String point) {
    boolean version = point.endsWith("Version");
    boolean noPod = version || point.endsWith("Status") || point.endsWith("Gc");
    return (noPod && OF_A_POD.contains(key)) || (version && key == Filter.Key.NETWORK);
  }

  private static void steps(List<Step> steps, List<Warning> warnings) {
    for (int i = 1; i < steps.size(); i++) {
      String before = steps.get(i - 1).name();
      if (ENDS.contains(before)) {
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
    for (Filter filter : term.filters()) {
      boolean over = filter.key() == Filter.Key.SKIP && filter.number() == 0;
      boolean seed = filter.key() == Filter.Key.SEED || filter.key() == Filter.Key.DRAWS;
      if (!over && !seed) {
        return false;
      }
    }
    return term.percent().isEmpty() || Double.parseDouble(term.percent()) == 100;
  }

  private static String shortened(String steps) {
    return steps.length() > 40 ? steps.substring(0, 37) + "..." : steps;
  }
}
