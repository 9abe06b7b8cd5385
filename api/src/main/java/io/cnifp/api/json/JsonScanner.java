package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a JSON document (RFC 8259, UTF-8) token by token and tells where each stands, so that
 * a value can be cut out or replaced without touching a byte beside it.
 *
 * <p>Strict: no comments, no trailing commas, no byte order mark, one document. Takes linear time,
 * holds no more than a byte for each open bracket, and never recurses. Not safe for use by several
 * threads.
 */
public final class JsonScanner {
  /** How deep a document may be nested: the limit of Go's decoder, which runtimes use. */
  public static final int MAX_DEPTH = 10_000;

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
  private byte[] open = new byte[16];
  private int depth;
  private int position;
  private int start;
  private boolean escaped;
  private State state = State.VALUE;

  /** Creates a scanner before the first token. The array is not copied. */
  public JsonScanner(byte[] document) {
    this.document = document;
  }

  /**
   * Steps to the next token.
   *
   * @throws JsonSyntaxException if the document isn't JSON here
   */
  public JsonToken next() {
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
  public int start() {
    return start;
  }

  /** The offset behind the last byte of the token. */
  public int end() {
    return position;
  }

  /** How many objects and arrays are open, the one just opened included. */
  public int depth() {
    return depth;
  }

  /** The text of a key or a string without its quotes and escapes; of any other token as it is. */
  public String text() {
    if (document[start] != '"') {
      return new String(document, start, position - start, StandardCharsets.UTF_8);
    }
    if (!escaped) {
      return new String(document, start + 1, position - start - 2, StandardCharsets.UTF_8);
    }
    return unescape(start + 1, position - 1);
  }

  /**
   * Steps over the rest of the value whose first token this is, so that the scanner stands on its
   * last one.
   *
   * @return the offset of the value's first byte; {@link #end} is behind its last
   */
  public int skip(JsonToken first) {
    int from = start;
    if (first == JsonToken.OBJECT_START || first == JsonToken.ARRAY_START) {
      int outside = depth - 1;
      while (depth > outside) {
        next();
      }
    }
    return from;
  }

  /** Creates the exception for a place in the document; says what was expected, quotes nothing. */
  public JsonSyntaxException error(String expected, int offset) {
    return new JsonSyntaxException(expected, document, offset);
  }

  private JsonToken documentEnd() {
    if (position < document.length) {
      throw error("nothing more was expected behind the JSON value", position);
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
    while (position < document.length) {
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
        throw error("a JSON value was expected", start);
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
      throw error("a JSON value was expected", start);
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("\"" + c + "\" was expected", position);
    }
    position++;
  }

  private void skipWhitespace() {
    while (position < document.length) {
      int c = document[position];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      position++;
    }
  }

  private int peek() {
    return position < document.length ? document[position] & 0xFF : -1;
  }

  private String unescape(int from, int to) {
    String source = new String(document, from, to - from, StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(source.length());
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      c = source.charAt(++i);
      switch (c) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(source, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
