package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259): an object, an array, a string, a number, a boolean or null.
 *
 * <p>Immutable and safe for use by several threads. Create one with {@link #parse(byte[])} or with
 * the factories of the subclasses. A value that was parsed keeps numbers and strings as they were
 * written, and knows its place in the document, so that an error can name it:
 *
 * <pre>{@code
 * JsonObject netconf = JsonValue.parse(text).asObject();
 * long mtu = netconf.get("mtu").map(JsonValue::asLong).orElse(1500L);
 * JsonObject changed = netconf.with("mtu", JsonNumber.of(mtu - 50)).without("ipMasq");
 * }</pre>
 *
 * <p>Parsing checks the whole document and reads nested values when they are first used, which
 * takes linear time for each level. It accepts up to 10,000 levels, as Go's decoder does. {@code
 * equals} and {@code hashCode} compare contents and recurse once for each level.
 *
 * @since 0.1
 */
public abstract sealed class JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
  /** The document that this value was parsed from; null if it was created otherwise. */
  final byte @Nullable [] document;

  final int start;
  final int end;

  JsonValue() {
    this(null, -1, -1);
  }

  JsonValue(byte @Nullable [] document, int start, int end) {
    this.document = document;
    this.start = start;
    this.end = end;
  }

  /**
   * {@return the value of a document}
   *
   * @param document one JSON value as UTF-8; copied
   * @throws JsonException if it is not JSON
   */
  public static JsonValue parse(byte[] document) {
    return JsonParser.parse(document.clone());
  }

  /**
   * {@return the value of a document}
   *
   * @param document one JSON value
   * @throws JsonException if it is not JSON
   */
  public static JsonValue parse(String document) {
    return JsonParser.parse(document.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return the offset, in bytes from 0, of this value in the document that it was parsed from; -1
   * if it was not parsed}
   */
  public int start() {
    return start;
  }

  /** {@return the offset after this value, as {@link #start}} */
  public int end() {
    return end;
  }

  /**
   * {@return this value as an object}
   *
   * @throws JsonException if it is none
   */
  public JsonObject asObject() {
    throw error("a JSON object was expected");
  }

  /**
   * {@return this value as an array}
   *
   * @throws JsonException if it is none
   */
  public JsonArray asArray() {
    throw error("a JSON array was expected");
  }

  /**
   * {@return the text of this string}
   *
   * @throws JsonException if it is no string
   */
  public String asText() {
    throw error("a string was expected");
  }

  /**
   * {@return this number as a long}
   *
   * @throws JsonException if it is no number, no whole number, or out of range
   */
  public long asLong() {
    throw error("a whole number was expected");
  }

  /**
   * {@return this boolean}
   *
   * @throws JsonException if it is none
   */
  public boolean asBoolean() {
    throw error("true or false was expected");
  }

  /** {@return whether this is the literal {@code null}} */
  public boolean isNull() {
    return false;
  }

  /**
   * {@return the value that a JSON pointer (RFC 6901) names in this value; empty if there is none}
   *
   * @param pointer such as {@code /ips/0/address}; {@code ~1} stands for a slash in a name, {@code
   *     ~0} for a tilde; the empty pointer names this value
   * @throws IllegalArgumentException if {@code pointer} is neither empty nor begins with a slash
   */
  public Optional<JsonValue> at(String pointer) {
    if (pointer.isEmpty()) {
      return Optional.of(this);
    }
    if (pointer.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "the JSON pointer " + JsonString.quote(pointer) + " does not begin with a slash");
    }
    int next = pointer.indexOf('/', 1);
    String name = next < 0 ? pointer.substring(1) : pointer.substring(1, next);
    String rest = next < 0 ? "" : pointer.substring(next);
    return child(name.replace("~1", "/").replace("~0", "~")).flatMap(value -> value.at(rest));
  }

  /** Returns the member or element that a step of a pointer names. */
  Optional<JsonValue> child(String name) {
    return Optional.empty();
  }

  /**
   * {@return an exception that names the place of this value, to be thrown by a reader that
   * expected something else}
   *
   * @param expected what was expected, as a sentence without the place: {@code "an absolute path
   *     was expected"}
   */
  public JsonException error(String expected) {
    return error(expected, start);
  }

  /**
   * {@return an exception that names a place in the document of this value, as {@link
   * #error(String)}}
   *
   * @param expected what was expected
   * @param offset the place, in bytes from 0
   */
  public JsonException error(String expected, int offset) {
    return new JsonException(expected, document, offset);
  }

  /**
   * {@return this value as it was written in the document that it was parsed from, white space
   * between tokens included; as {@link #toString} if it was not parsed}
   */
  public String source() {
    return document == null
        ? toString()
        : new String(document, start, end - start, StandardCharsets.UTF_8);
  }

  /** {@return this value as JSON on one line, without white space between tokens} */
  @Override
  public final String toString() {
    return JsonPrinter.print(this);
  }
}
