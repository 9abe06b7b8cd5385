package io.cnifp.node.install;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What takes back the steps done so far, if a later one fails. */
final class Undo {
  private final Deque<Step> steps = new ArrayDeque<>();

  /** Takes back one step. */
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }

  /** Adds a step, to be taken back before all that were added earlier. */
  void add(Step step) {
    steps.push(step);
  }

  /** Takes back all steps; one that fails does not keep the others. */
  void run(Throwable cause) {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
