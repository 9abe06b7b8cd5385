package io.cnifp.engine.interception;

/**
 * Text of others as one line that a terminal or a log shows and does not obey: controls, line ends,
 * separators and changes of direction are escaped as in JSON.
 */
public final class DiagnosticText {
  private DiagnosticText() {}

  /** Returns the text as one line; a tab stays. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\n') {
            line.append("\\n");
          } else if (c != '\t' && isObeyed(c)) {
            for (char unit : Character.toChars(c)) {
              line.append("\\u").append(Character.forDigit(unit >> 12, 16));
              line.append(Character.forDigit(unit >> 8 & 15, 16));
              line.append(Character.forDigit(unit >> 4 & 15, 16));
              line.append(Character.forDigit(unit & 15, 16));
            }
          } else {
            line.appendCodePoint(c);
          }
        });
    return line.toString();
  }

  /** Returns whether a terminal might act on a character, or show what follows in another order. */
  public static boolean isObeyed(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
