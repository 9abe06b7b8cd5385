package io.cnifp.engine.policy;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of a policy. A key that is read is known; any other one in the document is an error. */
final class PolicyKeys {
  /** Where an editor finds the schema. */
  private static final String SCHEMA = "$schema";

  private final JsonObject document;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> former = new TreeSet<>();

  PolicyKeys(JsonObject document) {
    this.document = document;
  }

  /**
   * Reads the value of a key; empty if the document has no such key.
   *
   * @throws io.cnifp.api.json.JsonException if the document has the key twice
   */
  <T> Optional<T> read(String key, Function<JsonValue, T> reader) {
    known.add(key);
    return find(key, key).map(reader);
  }

  /** Reads the value of a key that also has a former name. */
  <T> Optional<T> read(String key, String formerName, Function<JsonValue, T> reader) {
    known.add(key);
    former.add(formerName);
    return find(key, formerName).map(reader);
  }

  /** Refuses what has not been read. The message lists the known keys. */
  void requireNoOthers() {
    for (JsonObject.Member member : document.members()) {
      if (member.name().equals(SCHEMA)) {
        var _ = member.value().asText();
      } else if (!known.contains(member.name()) && !former.contains(member.name())) {
        throw document.error(
            "one of " + String.join(", ", known) + " was expected", member.start());
      }
    }
  }

  private Optional<JsonValue> find(String key, String otherKey) {
    Optional<JsonValue> found = Optional.empty();
    for (JsonObject.Member member : document.members()) {
      if (member.name().equals(key) || member.name().equals(otherKey)) {
        if (found.isPresent()) {
          throw document.error("duplicate key", member.start());
        }
        found = Optional.of(member.value());
      }
    }
    return found;
  }
}
