package io.cnifp.engine.failpoint;

import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language with the built-in actions, which refuse wrong arguments. */
final class BuiltInLanguage {
  private final ActionBinder binder =
      new ActionBinder(ProviderRegistry.actions(new Extensions(Optional.empty())), List::of);

  /** Parses a failpoint and creates all its actions. */
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
   * A call, and its effect on a failpoint.
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
            },
            () -> Instant.ofEpochSecond(Long.parseLong(call.getOrDefault("now", "0"))));
    return new Answer(
        evaluation.firedTerm().map(Term::stepsText).orElse(null), evaluation.after().print());
  }
}
