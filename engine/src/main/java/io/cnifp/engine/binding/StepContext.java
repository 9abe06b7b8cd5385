package io.cnifp.engine.binding;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.ActionContext;
import java.util.Optional;
import java.util.function.Function;

/** Where a step stands. Immutable; the settings are read when an action asks for them. */
final class StepContext implements ActionContext {
  private final String action;
  private final Optional<String> point;
  private final Origin origin;
  private final Function<String, JsonObject> settings;

  StepContext(
      String action, Optional<String> point, Origin origin, Function<String, JsonObject> settings) {
    this.action = action;
    this.point = point;
    this.origin = origin;
    this.settings = settings;
  }

  @Override
  public Optional<String> point() {
    return point;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public JsonObject settings() {
    return settings.apply(action);
  }
}
