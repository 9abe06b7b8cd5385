package io.cnifp.engine.file;

import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.json.JsonToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
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
  private final Map<String, Span> members;

  private FailpointDocument(byte[] document, Map<String, Span> members) {
    this.document = document;
    this.members = members;
  }

  private record Span(JsonToken type, int from, int to) {}

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
    Map<String, Span> members = new HashMap<>();
    while (json.next() == JsonToken.KEY) {
      String key = json.text();
      int at = json.start();
      JsonToken value = json.next();
      int from = json.skip(value);
      if (members.put(key, new Span(value, from, json.end())) != null) {
        throw json.error("each key only once was expected", at);
      }
    }
    json.next();
    return new FailpointDocument(document, members);
  }

  /**
   * The failpoint of a point; empty if there is none, or if it is {@code null} or an empty text.
   *
   * @throws JsonSyntaxException if it is neither a string nor {@code null}
   */
  public Optional<String> point(String name) {
    Span span = find(name);
    if (span == null || span.type() == JsonToken.NULL) {
      return Optional.empty();
    }
    JsonScanner json = new JsonScanner(document);
    if (span.type() != JsonToken.STRING) {
      throw json.error("a string was expected as the failpoint of " + name, span.from());
    }
    JsonScanner value = new JsonScanner(Arrays.copyOfRange(document, span.from(), span.to()));
    value.next();
    String text = value.text();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The document with another failpoint for a point that is in it. */
  public byte[] with(String name, String failpoint) {
    Span span = find(name);
    if (span == null) {
      throw new IllegalArgumentException("there is no point " + name + " in the document");
    }
    byte[] value = JsonText.quote(failpoint).getBytes(StandardCharsets.UTF_8);
    int rest = document.length - span.to();
    byte[] changed = new byte[span.from() + value.length + rest];
    System.arraycopy(document, 0, changed, 0, span.from());
    System.arraycopy(value, 0, changed, span.from(), value.length);
    System.arraycopy(document, span.to(), changed, span.from() + value.length, rest);
    return changed;
  }

  private @Nullable Span find(String name) {
    Span exact = members.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, Span> member : members.entrySet()) {
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
