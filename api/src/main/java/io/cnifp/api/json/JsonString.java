package io.cnifp.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON string.
 *
 * @since 0.1
 */
public final class JsonString extends JsonValue {
  private static final String HEX = "0123456789abcdef";

  /** Null until the text is first used. Set more than once, it is set to equal texts. */
  private volatile @Nullable String text;

  JsonString(byte[] document, int start, int end) {
    super(document, start, end);
  }

  private JsonString(String text) {
    this.text = Objects.requireNonNull(text, "text");
  }

  /**
   * {@return a string}
   *
   * @param text its text
   */
  public static JsonString of(String text) {
    return new JsonString(text);
  }

  @Override
  public String asText() {
    String read = text;
    if (read == null) {
      JsonScanner scanner = new JsonScanner(Objects.requireNonNull(document), start, end);
      scanner.next();
      read = scanner.text();
      text = read;
    }
    return read;
  }

  /**
   * {@return the offset, in bytes from 0, at which a character of the text is written in the
   * document that this string was parsed from}
   *
   * @param index which character, in UTF-16 units from 0; after the last one the closing quote
   * @throws IllegalStateException if this string was not parsed
   */
  public int offsetOf(int index) {
    byte[] source = document;
    if (source == null) {
      throw new IllegalStateException("a string that was not parsed has no place");
    }
    int at = start + 1;
    int unit = 0;
    while (unit < index && at < end - 1) {
      int first = source[at] & 0xFF;
      if (first == '\\') {
        at += source[at + 1] == 'u' ? 6 : 2;
        unit++;
      } else {
        int length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        // What takes four bytes takes two units.
        unit += length == 4 ? 2 : 1;
        at += length;
      }
    }
    return at;
  }

  /**
   * {@return a text as a JSON string, quotes included} What a terminal may obey (control
   * characters, line separators, changes of the direction of writing) and unpaired surrogates are
   * escaped.
   *
   * @param text the text
   */
  public static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16);
    quote(text, json);
    return json.toString();
  }

  static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            json.append(c).append(text.charAt(++i));
          } else if (c < 0x20 || c == 0x7F || (c >= 0x80 && needsEscape(c))) {
            json.append("\\u")
                .append(HEX.charAt(c >> 12))
                .append(HEX.charAt(c >> 8 & 15))
                .append(HEX.charAt(c >> 4 & 15))
                .append(HEX.charAt(c & 15));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean needsEscape(char c) {
    boolean direction = (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E);
    boolean isolation = c >= 0x2066 && c <= 0x2069;
    return c < 0xA0
        || c == 0x2028
        || c == 0x2029
        || direction
        || isolation
        || Character.isSurrogate(c);
  }

  /** Decodes the escapes of a string between its quotes. */
  static String unescape(byte[] document, int from, int to) {
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

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonString string && asText().equals(string.asText());
  }

  @Override
  public int hashCode() {
    return asText().hashCode();
  }
}
