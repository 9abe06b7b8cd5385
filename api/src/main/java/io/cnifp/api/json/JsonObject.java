package io.cnifp.api.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in their order.
 *
 * <p>A document may repeat a name; {@link #get} then returns the last value, as most readers do,
 * and {@link #members} shows all.
 *
 * @since 0.1
 */
public final class JsonObject extends JsonValue {
  private static final JsonObject EMPTY = new JsonObject(List.of());

  /** Null until the members are first used. Set more than once, it is set to equal lists. */
  private volatile @Nullable List<Member> members;

  JsonObject(byte[] document, int start, int end, @Nullable List<Member> members) {
    super(document, start, end);
    this.members = members == null ? null : List.copyOf(members);
  }

  private JsonObject(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /**
   * A member of an object.
   *
   * @param name its name
   * @param value its value
   * @param start the offset of its name, quote included, in the document that the object was parsed
   *     from, in bytes from 0; -1 if it was not parsed
   */
  public record Member(String name, JsonValue value, int start) {
    /** Creates a member. */
    public Member {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /** {@return the object without members} */
  public static JsonObject of() {
    return EMPTY;
  }

  /** {@return a builder of an object} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the members of an object. Not safe for use by several threads. */
  public static final class Builder {
    private final List<Member> members = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Builder put(String name, JsonValue value) {
      members.add(new Member(name, value, -1));
      return this;
    }

    /**
     * Adds a member that is a string.
     *
     * @param name its name
     * @param text its text
     * @return this
     */
    public Builder put(String name, String text) {
      return put(name, JsonString.of(text));
    }

    /**
     * Adds a member that is a number.
     *
     * @param name its name
     * @param number its value
     * @return this
     */
    public Builder put(String name, long number) {
      return put(name, JsonNumber.of(number));
    }

    /** {@return the object} */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }

  @Override
  public JsonObject asObject() {
    return this;
  }

  /** {@return all members in their order, repeated ones included} */
  public List<Member> members() {
    List<Member> read = members;
    if (read == null) {
      byte[] source = Objects.requireNonNull(document);
      JsonScanner scanner = new JsonScanner(source, start, end);
      scanner.next();
      read = List.copyOf(JsonParser.members(scanner, source));
      members = read;
    }
    return read;
  }

  /** {@return whether there is no member} */
  public boolean isEmpty() {
    return members().isEmpty();
  }

  /**
   * {@return the value of the member of this name, the last if there are several; empty if there is
   * none} A member that is {@code null} is there.
   *
   * @param name the exact name
   */
  public Optional<JsonValue> get(String name) {
    List<Member> all = members();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).name().equals(name)) {
        return Optional.of(all.get(i).value());
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the value of the member of this name, which must be there}
   *
   * @param name the exact name
   * @throws JsonException if it is not there
   */
  public JsonValue require(String name) {
    return get(name)
        .orElseThrow(() -> error("a member " + JsonString.quote(name) + " was expected"));
  }

  /**
   * {@return the value that Go's decoder would take for a field of this name: that of the exact
   * name, else the last whose name differs only in the case of its letters}
   *
   * @param name the name
   */
  public Optional<JsonValue> getIgnoringCase(String name) {
    Optional<JsonValue> exact = get(name);
    List<Member> all = members();
    for (int i = all.size() - 1; exact.isEmpty() && i >= 0; i--) {
      if (all.get(i).name().equalsIgnoreCase(name)) {
        return Optional.of(all.get(i).value());
      }
    }
    return exact;
  }

  @Override
  Optional<JsonValue> child(String name) {
    return get(name);
  }

  /**
   * {@return this object with a member: in the place of the one of this name, else as the last one}
   *
   * @param name its name
   * @param value its value
   */
  public JsonObject with(String name, JsonValue value) {
    List<Member> changed = new ArrayList<>(members().size() + 1);
    boolean placed = false;
    for (Member member : members()) {
      if (!member.name().equals(name)) {
        changed.add(member);
      } else if (!placed) {
        changed.add(new Member(name, value, -1));
        placed = true;
      }
    }
    if (!placed) {
      changed.add(new Member(name, value, -1));
    }
    return new JsonObject(changed);
  }

  /**
   * {@return this object with a member that is a string, as {@link #with(String, JsonValue)}}
   *
   * @param name its name
   * @param text its text
   */
  public JsonObject with(String name, String text) {
    return with(name, JsonString.of(text));
  }

  /**
   * {@return this object without the members of this name}
   *
   * @param name the exact name
   */
  public JsonObject without(String name) {
    List<Member> changed = new ArrayList<>(members());
    return changed.removeIf(member -> member.name().equals(name)) ? new JsonObject(changed) : this;
  }

  /**
   * {@return this object changed by a JSON merge patch (RFC 7396)}
   *
   * @param patch the changes: a member that is {@code null} removes the member of that name, one
   *     that is an object changes it, any other replaces it
   */
  public JsonObject merge(JsonObject patch) {
    return JsonMergePatch.apply(this, patch);
  }

  private Map<String, JsonValue> byName() {
    Map<String, JsonValue> map = new HashMap<>();
    members().forEach(member -> map.put(member.name(), member.value()));
    return map;
  }

  /** Compares members by name, whatever their order; of a repeated name the last one counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && byName().equals(object.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }
}
