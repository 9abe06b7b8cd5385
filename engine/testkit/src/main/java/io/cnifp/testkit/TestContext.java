package io.cnifp.testkit;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.ActionContext;
import java.util.Optional;

/**
 * Where the step of an action stands: at {@code cmdAdd}, written by the administrator. Immutable.
 */
public final class TestContext implements ActionContext {
  private final Optional<String> point;
  private final Origin origin;
  private final JsonObject settings;

  /** Creates the context of a step at {@code cmdAdd} of the administrator's, without settings. */
  public TestContext() {
    this(Optional.of("cmdAdd"), Origin.ADMINISTRATOR, JsonObject.of());
  }

  private TestContext(Optional<String> point, Origin origin, JsonObject settings) {
    this.point = point;
    this.origin = origin;
    this.settings = settings;
  }

  /** Returns this context at another point. */
  public TestContext at(String other) {
    return new TestContext(Optional.of(other), origin, settings);
  }

  /** Returns this context of a failpoint that stands alone. */
  public TestContext alone() {
    return new TestContext(Optional.empty(), origin, settings);
  }

  /** Returns this context with another origin. */
  public TestContext from(Origin other) {
    return new TestContext(point, other, settings);
  }

  /** Returns this context with settings of the node's policy. */
  public TestContext with(JsonObject other) {
    return new TestContext(point, origin, other);
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
    return settings;
  }
}
