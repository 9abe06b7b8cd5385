package io.cnifp.engine.binding;

import io.cnifp.engine.failpoint.Failpoint;
import java.util.List;
import java.util.Optional;

/**
 * A failpoint whose actions exist.
 *
 * @param failpoint the failpoint
 * @param actions the actions of each term, in the order of its steps
 */
public record BoundFailpoint(Failpoint failpoint, List<List<BoundAction>> actions) {

  /** Returns the first action that keeps state; empty if none does. */
  public Optional<BoundAction> firstWithState() {
    for (List<BoundAction> term : actions) {
      for (BoundAction action : term) {
        if (action.keepsState()) {
          return Optional.of(action);
        }
      }
    }
    return Optional.empty();
  }
}
