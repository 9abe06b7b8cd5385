package io.cnifp.engine.file;

import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.json.JsonToken;
import io.cnifp.engine.failpoint.Points;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a failpoint file: a strict JSON object. A point's value can be replaced without
 * touching a byte beside it, so unknown keys, their order and the layout survive.
 *
 * <p>A point's name is compared but for the case of its letters, as the reference's decoder does.
 */
public final class FailpointDocument {
  private final byte[] document;
  private final int begin;
  private final Map<String, Member> members;

  private FailpointDocument(byte[] document, int begin, Map<String, Member> members) {
    this.document = document;
    this.begin = begin;
    this.members = members;
  }

  /**
   * Where a member stands; offsets are of bytes, from 0.
   *
   * @param name its name
   * @param at the offset of its name
   * @param value what its value is: a string, {@code null}, or something that no point takes
   * @param from the offset of its value
   * @param to the offset behind its value
   */
  public record Member(String name, int at, Value value, int from, int to) {}

  /** What the value of a member is. */
  public enum Value {
    /** A string: a failpoint, if the member is a point. */
    STRING,
    /** The literal {@code null}: no failpoint. */
    NULL,
    /** Anything else, which a point can't have. */
    OTHER
  }

  /**
   * Reads a document. The array is not copied.
   *
   * @throws JsonSyntaxException if it isn't a JSON object in UTF-8 with each key only once; the
   *     message tells the place and never quotes the content
   */
  public static FailpointDocument parse(byte[] document) {
    JsonScanner json = new JsonScanner(document);
    requireUtf8(json, document);
    if (json.next() != JsonToken.OBJECT_START) {
      throw json.error("a JSON object was expected", json.start());
    }
    int begin = json.start();
    Map<String, Member> members = new LinkedHashMap<>();
    while (json.next() == JsonToken.KEY) {
      String key = json.text();
      int at = json.start();
      JsonToken value = json.next();
      int from = json.skip(value);
      if (members.put(key, new Member(key, at, value(value), from, json.end())) != null) {
        throw json.error("each key only once was expected", at);
      }
    }
    json.next();
    return new FailpointDocument(document, begin, members);
  }

  /**
   * The failpoint of a point; empty if there is none, or if it is {@code null} or an empty text.
   *
   * @throws JsonSyntaxException if it is neither a string nor {@code null}
   */
  public Optional<String> point(String name) {
    Member member = find(name);
    if (member == null || member.value() == Value.NULL) {
      return Optional.empty();
    }
    if (member.value() != Value.STRING) {
      throw new JsonScanner(document)
          .error("a string was expected as the failpoint of " + name, member.from());
    }
    String text = text(document, member);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Value value(JsonToken token) {
    if (token == JsonToken.STRING) {
      return Value.STRING;
    }
    return token == JsonToken.NULL ? Value.NULL : Value.OTHER;
  }

  /** The text of a member of a document, whose value must be a string. */
  public static String text(byte[] document, Member member) {
    JsonScanner value = new JsonScanner(Arrays.copyOfRange(document, member.from(), member.to()));
    value.next();
    return value.text();
  }

  /** All members in their order. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** The names of the points that the document has a failpoint for, spelt as in the language. */
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
   * Refuses a key that begins as a point's and is none: a misspelt point would never fire.
   *
   * @throws JsonSyntaxException that doesn't quote the key
   */
  public void requireKnownPoints() {
    for (Map.Entry<String, Member> member : members.entrySet()) {
      if (looksLikePoint(member.getKey()) && !isPoint(member.getKey())) {
        throw new JsonScanner(document)
            .error(
                "the name of a point, one of " + String.join(", ", Points.ALL) + ", was expected",
                member.getValue().at());
      }
    }
  }

  /** The document with another failpoint for a point that is in it. */
  public byte[] with(String name, String failpoint) {
    Member member = find(name);
    if (member == null) {
      throw new IllegalArgumentException("there is no point " + name + " in the document");
    }
    return replaced(member.from(), member.to(), JsonText.quote(failpoint));
  }

  /**
   * The document with a failpoint for a point; if the point isn't there, it is added behind the
   * last member and laid out like it.
   */
  public byte[] put(String name, String failpoint) {
    if (find(name) != null) {
      return with(name, failpoint);
    }
    String added = JsonText.quote(name) + ": " + JsonText.quote(failpoint);
    Member last = null;
    for (Member member : members.values()) {
      last = member;
    }
    if (last == null) {
      int end = behindWhitespace(begin + 1);
      return replaced(begin + 1, end, "\n  " + added + "\n");
    }
    int from = last.at();
    while (isWhitespace(document[from - 1])) {
      from--;
    }
    String layout = new String(document, from, last.at() - from, StandardCharsets.US_ASCII);
    return replaced(last.to(), last.to(), "," + layout + added);
  }

  /** The document without a point and its failpoint; the same bytes if it isn't in it. */
  public byte[] without(String name) {
    Member member = find(name);
    if (member == null) {
      return document.clone();
    }
    int from = member.at();
    int to = member.to();
    for (Member other : members.values()) {
      if (other.at() < member.at()) {
        from = other.to();
      } else if (other.at() > member.at()) {
        return replaced(member.at(), other.at(), "");
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

  private int behindWhitespace(int from) {
    int at = from;
    while (isWhitespace(document[at])) {
      at++;
    }
    return at;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }

  /**
   * Whether a key begins as a point's does, with a known prefix and an upper-case letter: {@code
   * cmdline} is somebody's own key.
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

  private @Nullable Member find(String name) {
    Member exact = members.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, Member> member : members.entrySet()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }

  private static void requireUtf8(JsonScanner json, byte[] document) {
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
      throw json.error("UTF-8 was expected", bytes.position());
    }
  }
}
