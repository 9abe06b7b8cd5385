package io.cnifp.api.json;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether two values are equal for the operation {@code test} of a JSON patch (RFC 6902, section
 * 4.6): numbers by their values, objects whatever the order of their members. No depth of nesting
 * makes it recurse.
 */
final class JsonEquality {
  private JsonEquality() {}

  static boolean areEqual(JsonValue one, JsonValue other) {
    Deque<Pair> pairs = new ArrayDeque<>();
    pairs.push(new Pair(one, other));
    while (!pairs.isEmpty()) {
      Pair pair = pairs.pop();
      if (!isEqualOutside(pair, pairs)) {
        return false;
      }
    }
    return true;
  }

  /** Compares two values but for what they hold, which is added to what is still to be compared. */
  private static boolean isEqualOutside(Pair pair, Deque<Pair> pairs) {
    if (pair.one instanceof JsonObject one && pair.other instanceof JsonObject other) {
      Map<String, JsonValue> members = byName(one);
      Map<String, JsonValue> others = byName(other);
      for (Map.Entry<String, JsonValue> member : members.entrySet()) {
        Optional<JsonValue> its = Optional.ofNullable(others.get(member.getKey()));
        if (its.isEmpty()) {
          return false;
        }
        pairs.push(new Pair(member.getValue(), its.get()));
      }
      return members.size() == others.size();
    }
    if (pair.one instanceof JsonArray one && pair.other instanceof JsonArray other) {
      List<JsonValue> elements = one.elements();
      List<JsonValue> others = other.elements();
      if (elements.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < elements.size(); i++) {
        pairs.push(new Pair(elements.get(i), others.get(i)));
      }
      return true;
    }
    if (pair.one instanceof JsonNumber one && pair.other instanceof JsonNumber other) {
      return one.equals(other) || haveEqualValues(one, other);
    }
    return pair.one.getClass() == pair.other.getClass() && pair.one.equals(pair.other);
  }

  private static boolean haveEqualValues(JsonNumber one, JsonNumber other) {
    try {
      return new BigDecimal(one.text()).compareTo(new BigDecimal(other.text())) == 0;
    } catch (NumberFormatException e) {
      // An exponent beyond what can be computed with.
      return false;
    }
  }

  private static Map<String, JsonValue> byName(JsonObject object) {
    Map<String, JsonValue> map = new HashMap<>();
    object.members().forEach(member -> map.put(member.name(), member.value()));
    return map;
  }

  private record Pair(JsonValue one, JsonValue other) {}
}
