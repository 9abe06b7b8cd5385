package io.cnifp.engine.interception;

import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpoint.UnknownName;
import io.cnifp.engine.policy.AllowedNames;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyRefusal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which actions the terms of a failpoint file may use at which points: all if the administrator
 * named the file, those that the policy allows if an annotation did. Immutable.
 */
final class TermLimits {
  private final Optional<Policy> policy;
  private final ActionBinder binder;

  private TermLimits(Optional<Policy> policy, ActionBinder binder) {
    this.policy = policy;
    this.binder = binder;
  }

  /** Returns the limits of a file that the administrator names: there are none. */
  static TermLimits none(ActionBinder binder) {
    return new TermLimits(Optional.empty(), binder);
  }

  /** Returns the limits of a file that an annotation names. */
  static TermLimits ofAnnotations(Policy policy, ActionBinder binder) {
    return new TermLimits(Optional.of(policy), binder);
  }

  /**
   * Checks a point whose failpoint is not known.
   *
   * @throws PolicyRefusal if no failpoint is allowed there
   */
  void requirePoint(String point) {
    if (policy.isPresent() && !policy.get().annotationPoints().allows(point)) {
      throw refusal(policy.get(), point, Optional.empty());
    }
  }

  /**
   * Checks all terms of a failpoint. No code of an extension runs.
   *
   * @throws PolicyRefusal if an action is not allowed there
   */
  void require(String point, Failpoint failpoint) {
    if (policy.isEmpty()) {
      return;
    }
    Optional<String> action = refused(failpoint, policy.get().annotationActions());
    if (action.isPresent() || !policy.get().annotationPoints().allows(point)) {
      throw refusal(policy.get(), point, action);
    }
  }

  private static PolicyRefusal refusal(Policy policy, String point, Optional<String> action) {
    boolean pointAllowed = policy.annotationPoints().allows(point);
    StringBuilder message = new StringBuilder("an annotation may not use ");
    message.append(action.isEmpty() ? "a failpoint" : "the action " + action.get());
    message.append(" at ").append(point).append(": the node's policy allows it ");
    if (!pointAllowed) {
      message.append("the points ").append(policy.annotationPoints().shown());
      message.append(" (annotationPoints)").append(action.isEmpty() ? "" : " and ");
    }
    if (action.isPresent()) {
      message.append("the actions ").append(actions(policy.annotationActions()));
      message.append(" (annotationActions)");
    }
    return new PolicyRefusal(message.toString());
  }

  private static String actions(AllowedNames allowed) {
    return allowed.breadth() == AllowedNames.Breadth.ALL
        ? "whose providers allow it"
        : allowed.shown();
  }

  /** Returns the first action that is not allowed, for a message; empty if all are. */
  private Optional<String> refused(Failpoint failpoint, AllowedNames allowed) {
    Set<String> checked = new HashSet<>();
    for (Term term : failpoint.terms()) {
      for (Step step : term.steps()) {
        if (checked.add(step.name()) && !isAllowed(step.name(), allowed)) {
          return Optional.of(UnknownName.shown(step.name()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(String name, AllowedNames allowed) {
    return allowed.breadth() == AllowedNames.Breadth.ALL
        ? binder.isForAnnotations(name)
        // What is no action at all has an error of its own, in better words.
        : allowed.allows(name) || binder.isUnknown(name);
  }
}
