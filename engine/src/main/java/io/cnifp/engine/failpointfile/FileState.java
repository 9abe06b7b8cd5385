package io.cnifp.engine.failpointfile;

import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.failpoint.Points;

/**
 * What extensions' actions keep in a failpoint file: the value of its member {@value #MEMBER}, by
 * point, term (from 1, as messages count them) and action. Immutable.
 */
public final class FileState {
  /** The member that holds it. */
  public static final String MEMBER = "state";

  /** The state of a file that has none. */
  public static final FileState NONE = new FileState(JsonObject.of());

  private final JsonObject points;

  private FileState(JsonObject points) {
    this.points = points;
  }

  /**
   * Reads the value of {@value #MEMBER}.
   *
   * @throws io.cnifp.api.json.JsonException if it is none
   */
  public static FileState of(JsonValue value) {
    JsonObject points = value.asObject();
    for (JsonObject.Member point : points.members()) {
      if (!Points.ALL.contains(point.name())) {
        throw points.error(
            "the name of a point, one of " + String.join(", ", Points.ALL) + ", was expected",
            point.start());
      }
      for (JsonObject.Member term : point.value().asObject().members()) {
        if (!isTerm(term.name())) {
          throw value.error("the number of a term was expected", term.start());
        }
        for (JsonObject.Member action : term.value().asObject().members()) {
          action.value().asObject().members().forEach(kept -> requireKept(kept.value()));
        }
      }
    }
    return new FileState(points);
  }

  private static void requireKept(JsonValue value) {
    if (value instanceof JsonNumber) {
      var _ = value.asLong();
    } else if (!(value instanceof JsonString)) {
      throw value.error("a number or a text was expected");
    }
  }

  private static boolean isTerm(String name) {
    boolean digits = !name.isEmpty() && name.length() < 8 && name.charAt(0) != '0';
    for (int i = 0; i < name.length(); i++) {
      digits &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    return digits;
  }

  /** Returns what an action keeps; an empty object if nothing. */
  public JsonObject get(StateKey key) {
    return member(member(member(points, key.point()), term(key)), key.action());
  }

  /** Returns the state with what an action keeps from now on. */
  FileState with(StateKey key, JsonObject kept) {
    JsonObject terms = member(points, key.point());
    JsonObject actions = replaced(member(terms, term(key)), key.action(), kept);
    return new FileState(replaced(points, key.point(), replaced(terms, term(key), actions)));
  }

  /** Returns the state without that of a point. */
  FileState without(String point) {
    return new FileState(points.without(point));
  }

  /** Returns whether nothing is kept. */
  boolean isEmpty() {
    return points.isEmpty();
  }

  /** Returns it as JSON. */
  public JsonObject json() {
    return points;
  }

  private static String term(StateKey key) {
    return String.valueOf(key.term() + 1);
  }

  private static JsonObject member(JsonObject object, String name) {
    return object.get(name).map(JsonValue::asObject).orElse(JsonObject.of());
  }

  /** Sets a member, or removes it if its value is empty. */
  private static JsonObject replaced(JsonObject object, String name, JsonObject value) {
    return value.isEmpty() ? object.without(name) : object.with(name, value);
  }
}
