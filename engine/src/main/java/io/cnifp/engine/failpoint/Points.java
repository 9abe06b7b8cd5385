package io.cnifp.engine.failpoint;

import io.cnifp.api.CniCommand;
import java.util.List;
import java.util.Optional;

/**
 * The two points of a command.
 *
 * @param before the point before the delegate is called
 * @param after the point after it has succeeded; VERSION has none
 */
public record Points(String before, Optional<String> after) {
  /** All points, in the order of the commands. */
  public static final List<String> ALL =
      List.of(
          "cmdAdd",
          "cmdDel",
          "cmdCheck",
          "cmdGc",
          "cmdStatus",
          "cmdVersion",
          "afterAdd",
          "afterDel",
          "afterCheck",
          "afterGc",
          "afterStatus");

  /** Returns a point's name, in letters of any case, as it is spelled; another text as it is. */
  public static String spelled(String name) {
    for (String point : ALL) {
      if (point.equalsIgnoreCase(name)) {
        return point;
      }
    }
    return name;
  }

  /** Returns both, or the one there is. */
  public List<String> all() {
    return after.isPresent() ? List.of(before, after.get()) : List.of(before);
  }

  /** Returns the points of a command. */
  public static Points of(CniCommand command) {
    return switch (command) {
      case ADD -> new Points("cmdAdd", Optional.of("afterAdd"));
      case DEL -> new Points("cmdDel", Optional.of("afterDel"));
      case CHECK -> new Points("cmdCheck", Optional.of("afterCheck"));
      case GC -> new Points("cmdGc", Optional.of("afterGc"));
      case STATUS -> new Points("cmdStatus", Optional.of("afterStatus"));
      case VERSION -> new Points("cmdVersion", Optional.empty());
    };
  }
}
