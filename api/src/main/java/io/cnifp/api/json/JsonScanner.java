package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document (RFC 8259, UTF-8) token by token and reports the place of each, so that a
 * value can be cut out without decoding it.
 *
 * <p>Strict: no comments, no trailing commas, no byte order mark, one document. Takes linear time,
 * holds one byte for each open bracket, and never recurses. Not safe for use by several threads.
 */
final class JsonScanner {
  /** How deep a document may be nested: the limit of Go's decoder, which runtimes use. */
  static final int MAX_DEPTH = 10_000;

  private enum State {
    VALUE,
    FIRST_KEY,
    KEY,
    COLON,
    FIRST_ELEMENT,
    AFTER_VALUE,
    DONE
  }

  private final byte[] document;
  private final int limit;
  private byte[] open = new byte[16];
  private int depth;
  private int position;
  private int start;
  private boolean escaped;
  private State state = State.VALUE;

  /** Creates a scanner before the first token. The array is not copied. */
  JsonScanner(byte[] document) {
    this(document, 0, document.length);
  }

  /** Creates a scanner of one value inside a document; places are those in the document. */
  JsonScanner(byte[] document, int from, int to) {
    this.document = document;
    this.position = from;
    this.limit = to;
  }

  /**
   * Steps to the next token.
   *
   * @throws JsonException if the document isn't JSON here
   */
  JsonToken next() {
    skipWhitespace();
    if (state == State.COLON) {
      expect(':');
      skipWhitespace();
      state = State.VALUE;
    } else if (state == State.AFTER_VALUE) {
      JsonToken end = separator();
      if (end != null) {
        return end;
      }
    }
    start = position;
    return switch (state) {
      case FIRST_KEY -> peek() == '}' ? close(JsonToken.OBJECT_END) : key();
      case KEY -> key();
      case FIRST_ELEMENT -> peek() == ']' ? close(JsonToken.ARRAY_END) : value();
      case DONE -> documentEnd();
      default -> value();
    };
  }

  /** The offset of the first byte of the token, a quote's if it is a string. */
  int start() {
    return start;
  }

  /** The offset after the last byte of the token. */
  int end() {
    return position;
  }

  /** The text of a key or a string without its quotes and escapes; of any other token as it is. */
  String text() {
    if (document[start] != '"') {
      return new String(document, start, position - start, StandardCharsets.UTF_8);
    }
    if (!escaped) {
      return new String(document, start + 1, position - start - 2, StandardCharsets.UTF_8);
    }
    return JsonString.unescape(document, start + 1, position - 1);
  }

  /**
   * Skips the rest of the value whose first token this is; the scanner is then at its last token.
   *
   * @return the offset of the value's first byte; {@link #end} is the offset after its last
   */
  int skip(JsonToken first) {
    int from = start;
    if (first == JsonToken.OBJECT_START || first == JsonToken.ARRAY_START) {
      int outside = depth - 1;
      while (depth > outside) {
        next();
      }
    }
    return from;
  }

  /** Creates the exception for a place in the document; it quotes nothing of the document. */
  JsonException error(String expected, int offset) {
    return new JsonException(expected, document, offset);
  }

  private JsonToken documentEnd() {
    if (position < limit) {
      throw error("nothing more was expected after the JSON value", position);
    }
    return JsonToken.END;
  }

  private @Nullable JsonToken separator() {
    boolean object = open[depth - 1] == '{';
    int c = peek();
    start = position;
    if (c == ',') {
      position++;
      skipWhitespace();
      state = object ? State.KEY : State.VALUE;
      return null;
    }
    if (c == (object ? '}' : ']')) {
      return close(object ? JsonToken.OBJECT_END : JsonToken.ARRAY_END);
    }
    throw error(object ? "\",\" or \"}\" was expected" : "\",\" or \"]\" was expected", position);
  }

  private JsonToken key() {
    if (peek() != '"') {
      throw error("a member's name in quotes was expected", position);
    }
    string();
    state = State.COLON;
    return JsonToken.KEY;
  }

  private JsonToken value() {
    return switch (peek()) {
      case '{' -> open('{', State.FIRST_KEY, JsonToken.OBJECT_START);
      case '[' -> open('[', State.FIRST_ELEMENT, JsonToken.ARRAY_START);
      case '"' -> {
        string();
        yield scalar(JsonToken.STRING);
      }
      case 't' -> literal("true", JsonToken.TRUE);
      case 'f' -> literal("false", JsonToken.FALSE);
      case 'n' -> literal("null", JsonToken.NULL);
      default -> {
        number();
        yield scalar(JsonToken.NUMBER);
      }
    };
  }

  private JsonToken scalar(JsonToken token) {
    state = depth == 0 ? State.DONE : State.AFTER_VALUE;
    return token;
  }

  private JsonToken open(char bracket, State then, JsonToken token) {
    if (depth == MAX_DEPTH) {
      throw error("nesting of at most " + MAX_DEPTH + " levels was expected", position);
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = (byte) bracket;
    position++;
    state = then;
    return token;
  }

  private JsonToken close(JsonToken token) {
    position++;
    depth--;
    return scalar(token);
  }

  private void string() {
    int from = position++;
    escaped = false;
    while (position < limit) {
      int c = document[position++];
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        escaped = true;
        escape();
      } else if (c >= 0 && c < 0x20) {
        throw error("a control character in a string must be escaped", position - 1);
      }
    }
    throw error("a closing quote was expected for the string", from);
  }

  private void escape() {
    int c = peek();
    position++;
    if (c == 'u') {
      for (int i = 0; i < 4; i++) {
        if (Character.digit(peek(), 16) < 0) {
          throw error("four hexadecimal digits were expected", position);
        }
        position++;
      }
    } else if (c < 0 || "\"\\/bfnrt".indexOf(c) < 0) {
      throw error("an escape of JSON was expected", position - 1);
    }
  }

  private JsonToken literal(String text, JsonToken token) {
    for (int i = 0; i < text.length(); i++) {
      if (peek() != text.charAt(i)) {
        throw valueExpected();
      }
      position++;
    }
    return scalar(token);
  }

  private void number() {
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    if (peek() == '.') {
      position++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
  }

  private void digits() {
    int from = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    if (position == from) {
      throw valueExpected();
    }
  }

  /** Names the encoding where a byte begins no character, as in a document in UTF-16. */
  private JsonException valueExpected() {
    int first = start < document.length ? document[start] & 0xFF : 0;
    boolean beginsNothing = (first >= 0x80 && first < 0xC2) || first > 0xF4;
    return error(beginsNothing ? "UTF-8 was expected" : "a JSON value was expected", start);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("\"" + c + "\" was expected", position);
    }
    position++;
  }

  private void skipWhitespace() {
    while (position < limit) {
      int c = document[position];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      position++;
    }
  }

  private int peek() {
    return position < limit ? document[position] & 0xFF : -1;
  }
}
