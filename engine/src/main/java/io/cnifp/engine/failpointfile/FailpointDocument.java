package io.cnifp.engine.failpointfile;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonObject.Member;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.failpoint.Points;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The content of a failpoint file: a strict JSON object. The value of a point can be replaced
 * without changing any other byte, so that unknown keys, their order and the layout stay.
 *
 * <p>The name of a point matches whatever the case of its letters, as in the reference's decoder.
 * Immutable.
 */
public final class FailpointDocument {
  private final byte[] document;
  private final JsonObject object;

  private FailpointDocument(byte[] document, JsonObject object) {
    this.document = document;
    this.object = object;
  }

  /**
   * Parses a document. The array is not copied.
   *
   * @throws JsonException if it is no JSON object in UTF-8 without duplicate keys; the message
   *     names the place and never quotes the content
   */
  public static FailpointDocument parse(byte[] document) {
    JsonObject object = JsonValue.parse(document).asObject();
    requireUtf8(object, document);
    requireDistinct(object);
    return new FailpointDocument(document, object);
  }

  /**
   * Returns the document of an object that is part of another document; it cannot be changed.
   *
   * @throws JsonException if it has duplicate keys
   */
  static FailpointDocument of(JsonObject object) {
    requireDistinct(object);
    return new FailpointDocument(new byte[0], object);
  }

  private static void requireDistinct(JsonObject object) {
    Set<String> names = new HashSet<>();
    for (Member member : object.members()) {
      if (!names.add(member.name())) {
        throw object.error("duplicate key", member.start());
      }
    }
  }

  /**
   * Returns the failpoint of a point; empty if there is none, or if it is null or an empty string.
   * Of several members that differ in case only, the last that is not null counts.
   *
   * @throws JsonException if one of them is neither a string nor null
   */
  public Optional<String> point(String name) {
    String failpoint = "";
    for (Member member : object.members()) {
      if (member.name().equalsIgnoreCase(name) && !member.value().isNull()) {
        if (!(member.value() instanceof JsonString text)) {
          throw member.value().error("a string was expected as the failpoint of " + name);
        }
        failpoint = text.asText();
      }
    }
    return failpoint.isEmpty() ? Optional.empty() : Optional.of(failpoint);
  }

  /**
   * Returns what limits all points together.
   *
   * @throws JsonException if it is invalid
   */
  public FileLimits limits() {
    FileLimits limits = FileLimits.NONE;
    for (Member member : object.members()) {
      if (member.name().equals(FileLimits.WHEN)) {
        limits = new FileLimits(FileLimits.when(member.value()), limits.atMost());
      } else if (member.name().equals(FileLimits.AT_MOST)) {
        limits = new FileLimits(limits.when(), OptionalLong.of(FileLimits.atMost(member.value())));
      }
    }
    return limits;
  }

  /**
   * Returns what actions keep.
   *
   * @throws JsonException if it is invalid
   */
  public FileState state() {
    return object.get(FileState.MEMBER).map(FileState::of).orElse(FileState.NONE);
  }

  /** Returns all members in their order. */
  public List<Member> members() {
    return object.members();
  }

  /** Returns the points that have a failpoint, spelled as in the language. */
  public List<String> points() {
    List<String> found = new ArrayList<>();
    for (String name : Points.ALL) {
      if (point(name).isPresent()) {
        found.add(name);
      }
    }
    return found;
  }

  /**
   * Refuses a key that begins as a point's name does and is none: a misspelled point never fires.
   *
   * @throws JsonException that does not quote the key
   */
  public void requireKnownPoints() {
    for (Member member : object.members()) {
      if (looksLikePoint(member.name()) && !isPoint(member.name())) {
        throw notAPoint(member);
      }
    }
  }

  /**
   * Refuses a key that is no point's name.
   *
   * @throws JsonException that does not quote the key
   */
  void requireOnlyPoints() {
    for (Member member : object.members()) {
      if (!isPoint(member.name())) {
        throw notAPoint(member);
      }
    }
  }

  private JsonException notAPoint(Member member) {
    return object.error(
        "the name of a point, one of " + String.join(", ", Points.ALL) + ", was expected",
        member.start());
  }

  /** Returns the document with another failpoint for a point that it has. */
  public byte[] with(String name, String failpoint) {
    JsonValue value =
        find(name)
            .orElseThrow(() -> new IllegalArgumentException("the document has no point " + name))
            .value();
    return edit().replaced(value.start(), value.end(), JsonString.quote(failpoint));
  }

  /** Returns the document with another limit of firings, which it has. */
  byte[] withAtMost(long atMost) {
    JsonValue value = object.require(FileLimits.AT_MOST);
    return edit().replaced(value.start(), value.end(), String.valueOf(atMost));
  }

  /** Returns the document with another state. */
  byte[] withState(FileState state) {
    Optional<Member> member = member(FileState.MEMBER);
    if (member.isEmpty()) {
      return edit().added(FileState.MEMBER, state.json().toString());
    }
    JsonValue value = member.get().value();
    return state.isEmpty()
        ? edit().without(member.get())
        : edit().replaced(value.start(), value.end(), state.json().toString());
  }

  /**
   * Returns the document with a failpoint for a point, without what actions of the former one keep;
   * a new point follows the last member and is laid out like it.
   *
   * @throws JsonException if the state is invalid
   */
  public byte[] put(String name, String failpoint) {
    FailpointDocument fresh = withoutStateOf(name);
    return fresh.find(name).isPresent()
        ? fresh.with(name, failpoint)
        : fresh.edit().added(name, JsonString.quote(failpoint));
  }

  private FailpointDocument withoutStateOf(String point) {
    FileState state = state();
    FileState left = state.without(Points.spelled(point));
    return left.json().equals(state.json()) ? this : parse(withState(left));
  }

  private Optional<Member> member(String name) {
    Optional<Member> found = Optional.empty();
    for (Member member : object.members()) {
      if (member.name().equals(name)) {
        found = Optional.of(member);
      }
    }
    return found;
  }

  /**
   * Returns the document with a value, as JSON text, for {@link FileLimits#WHEN} or {@link
   * FileLimits#AT_MOST}.
   */
  public byte[] putLimit(String name, String json) {
    Optional<JsonValue> value = object.get(name);
    return value.isPresent()
        ? edit().replaced(value.get().start(), value.get().end(), json)
        : edit().added(name, json);
  }

  /**
   * Returns the document without a point, in letters of any case, and without what its actions
   * keep.
   *
   * @throws JsonException if the state is invalid
   */
  public byte[] without(String name) {
    FailpointDocument left = withoutStateOf(name);
    for (Optional<Member> found = find(name); found.isPresent(); found = left.find(name)) {
      left = parse(left.edit().without(found.get()));
    }
    return left.document.clone();
  }

  /**
   * Returns whether a key begins as a point's name does, with a known prefix and an upper-case
   * letter: {@code cmdline} is someone's own key.
   */
  public static boolean looksLikePoint(String key) {
    int prefix = key.startsWith("cmd") ? 3 : key.startsWith("after") ? 5 : key.length();
    return key.length() > prefix && key.charAt(prefix) >= 'A' && key.charAt(prefix) <= 'Z';
  }

  private static boolean isPoint(String key) {
    return Points.ALL.contains(Points.spelled(key));
  }

  private ObjectEdit edit() {
    return new ObjectEdit(document, object);
  }

  /** Returns the last member of a name, in letters of any case, that is not null if one is not. */
  private Optional<Member> find(String name) {
    Optional<Member> found = Optional.empty();
    for (Member member : object.members()) {
      if (member.name().equalsIgnoreCase(name)
          && (found.isEmpty() || !member.value().isNull() || found.get().value().isNull())) {
        found = Optional.of(member);
      }
    }
    return found;
  }

  /** Returns whether two documents have the same bytes. */
  boolean hasContentOf(FailpointDocument other) {
    return Arrays.equals(document, other.document);
  }

  private static void requireUtf8(JsonObject object, byte[] document) {
    boolean ascii = true;
    for (byte b : document) {
      ascii &= b >= 0;
    }
    if (ascii) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(document);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException e) {
      throw object.error("UTF-8 was expected", bytes.position());
    }
  }
}
