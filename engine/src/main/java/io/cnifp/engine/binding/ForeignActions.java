package io.cnifp.engine.binding;

import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.foreign.ForeignCode;
import io.cnifp.engine.foreign.ForeignFailure;

/** An extension's provider of an action, and its actions, run as foreign code. */
final class ForeignActions {
  private ForeignActions() {}

  /** Returns the provider. */
  static FailpointActionProvider of(
      FoundProvider<FailpointActionProvider> found, ForeignCode code) {
    return (arguments, context) -> create(found, code, arguments, context);
  }

  private static FailpointAction create(
      FoundProvider<FailpointActionProvider> found,
      ForeignCode code,
      ActionArguments arguments,
      ActionContext context) {
    FailpointAction action;
    try {
      action = code.create(() -> found.get().create(arguments, context));
    } catch (ForeignFailure e) {
      throw new ForeignFailure("of " + found.origin() + " " + e.getMessage());
    }
    if (action == null) {
      throw new ForeignFailure(
          "of " + found.origin() + " cannot be created: its provider returned null");
    }
    FailpointAction created = action;
    return invocation -> code.respond(invocation, () -> created.apply(invocation));
  }
}
