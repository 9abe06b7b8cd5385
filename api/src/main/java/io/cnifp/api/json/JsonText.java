package io.cnifp.api.json;

/** Writes JSON strings. */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Returns the text as a JSON string, quotes included. */
  public static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16);
    quote(text, json);
    return json.toString();
  }

  /**
   * Appends the text as a JSON string, quotes included. What terminals may obey (control
   * characters, line separators, changes of the direction of writing) and surrogates without their
   * partner are escaped.
   */
  public static void quote(String text, StringBuilder json) {
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
    boolean turnsText = (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E);
    boolean isolatesText = c >= 0x2066 && c <= 0x2069;
    return c < 0xA0
        || c == 0x2028
        || c == 0x2029
        || turnsText
        || isolatesText
        || Character.isSurrogate(c);
  }
}
