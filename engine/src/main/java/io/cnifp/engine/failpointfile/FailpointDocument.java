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
    return replaced(value.start(), value.end(), JsonString.quote(failpoint));
  }

  /** Returns the document with another limit of firings, which it has. */
  byte[] withAtMost(long atMost) {
    JsonValue value = object.require(FileLimits.AT_MOST);
    return replaced(value.start(), value.end(), String.valueOf(atMost));
  }

  /**
   * Returns the document with a failpoint for a point; a new point follows the last member and is
   * laid out like it.
   */
  public byte[] put(String name, String failpoint) {
    return find(name).isPresent()
        ? with(name, failpoint)
        : added(name, JsonString.quote(failpoint));
  }

  /**
   * Returns the document with a value, as JSON text, for {@link FileLimits#WHEN} or {@link
   * FileLimits#AT_MOST}.
   */
  public byte[] putLimit(String name, String json) {
    Optional<JsonValue> value = object.get(name);
    return value.isPresent()
        ? replaced(value.get().start(), value.get().end(), json)
        : added(name, json);
  }

  private byte[] added(String name, String json) {
    String added = JsonString.quote(name) + ": " + json;
    List<Member> members = object.members();
    if (members.isEmpty()) {
      int brace = object.start() + 1;
      return replaced(brace, object.end() - 1, "\n  " + added + "\n");
    }
    Member last = members.get(members.size() - 1);
    int from = last.start();
    while (isWhitespace(document[from - 1])) {
      from--;
    }
    String layout = new String(document, from, last.start() - from, StandardCharsets.US_ASCII);
    return replaced(last.value().end(), last.value().end(), "," + layout + added);
  }

  /** Returns the document without a point, in letters of any case. */
  public byte[] without(String name) {
    FailpointDocument left = this;
    for (Optional<Member> found = find(name); found.isPresent(); found = left.find(name)) {
      left = parse(left.without(found.get()));
    }
    return left.document.clone();
  }

  private byte[] without(Member member) {
    int from = member.start();
    int to = member.value().end();
    for (Member other : object.members()) {
      if (other.start() < member.start()) {
        from = other.value().end();
      } else if (other.start() > member.start()) {
        return replaced(member.start(), other.start(), "");
      }
    }
    return replaced(from, to, "");
  }

  private byte[] replaced(int from, int to, String text) {
    byte[] middle = text.getBytes(StandardCharsets.UTF_8);
    byte[] changed = new byte[from + middle.length + document.length - to];
    System.arraycopy(document, 0, changed, 0, from);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(document, to, changed, from + middle.length, document.length - to);
    return changed;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
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
    for (String point : Points.ALL) {
      if (point.equalsIgnoreCase(key)) {
        return true;
      }
    }
    return false;
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
