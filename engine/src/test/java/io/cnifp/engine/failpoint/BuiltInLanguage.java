package io.cnifp.engine.failpoint;

import io.cnifp.engine.provider.ActionBinder;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The language with the actions that are built in, as a call sees it: what they refuse is wrong.
 */
final class BuiltInLanguage {
  private final ActionBinder binder =
      new ActionBinder(Providers.actions(), new Plugins(Optional.empty()), List.of());

  /** Reads a failpoint and makes all its actions. */
  Failpoint parse(String text) {
    Failpoint failpoint = Failpoint.parse(text);
    binder.bind(failpoint);
    return failpoint;
  }

  /** The canonical form; empty if the text isn't a failpoint. */
  Optional<String> canonical(String text) {
    try {
      return Optional.of(parse(text).print());
    } catch (FailpointSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * A call, and what an evaluation made of it.
   *
   * @param fired the steps of the term that fired; {@code null} if none did
   * @param after the failpoint that it leaves
   */
  record Answer(@Nullable String fired, String after) {}

  /** Evaluates a failpoint that has no draw without a seed. */
  Answer evaluate(String text, Map<String, String> call) {
    Evaluation evaluation =
        Evaluation.of(
            parse(text),
            CallAttributes.of(call),
            () -> {
              throw new AssertionError("a draw without a seed in " + text);
            });
    return new Answer(
        evaluation.firedTerm().map(Term::stepsText).orElse(null), evaluation.after().print());
  }
}
