package io.cnifp.api.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Applies JSON merge patches (RFC 7396). A deeply nested patch must not end the thread's stack. */
final class JsonMergePatch {
  private JsonMergePatch() {}

  static JsonObject apply(JsonObject target, JsonObject patch) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level("", target, patch));
    while (true) {
      Level level = open.peek();
      if (level.changes.hasNext()) {
        JsonObject.Member change = level.changes.next();
        if (change.value() instanceof JsonObject nested) {
          open.push(new Level(change.name(), level.object(change.name()), nested));
        } else {
          level.change(change.name(), change.value());
        }
        continue;
      }
      open.pop();
      if (open.isEmpty()) {
        return level.merged;
      }
      open.peek().change(level.name, level.merged);
    }
  }

  /** An object that is being merged, and the name of the member that it becomes. */
  private static final class Level {
    private final String name;
    private final Iterator<JsonObject.Member> changes;
    private JsonObject merged;

    Level(String name, JsonObject target, JsonObject patch) {
      this.name = name;
      this.merged = target;
      this.changes = patch.members().iterator();
    }

    JsonObject object(String member) {
      return merged.get(member).orElse(JsonNull.NULL) instanceof JsonObject object
          ? object
          : JsonObject.of();
    }

    void change(String member, JsonValue value) {
      merged = value.isNull() ? merged.without(member) : merged.with(member, value);
    }
  }
}
