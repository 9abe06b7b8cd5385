package io.cnifp.command.failpoints;

import java.nio.charset.StandardCharsets;

/**
 * The line of a document at an offset, with a caret under the place. Of a long line it shows a part
 * that fits into 80 columns.
 *
 * @param line the number of the line, from 1
 * @param column the number of the character in it, from 1
 * @param text the line, or the part of it
 * @param caret white space and a caret, for the next line
 */
record Excerpt(int line, int column, String text, String caret) {
  private static final int WIDTH = 74;
  private static final int BEFORE = 50;
  private static final String CUT = "...";

  /** Returns the excerpt at an offset. */
  static Excerpt of(byte[] document, int offset) {
    int place = Math.min(offset, document.length);
    int line = 1;
    int start = 0;
    for (int i = 0; i < place; i++) {
      if (document[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    int end = start;
    while (end < document.length && document[end] != '\n' && document[end] != '\r') {
      end++;
    }
    // A place after the end of the line, such as the end of the file, is shown after its text.
    int at = Math.min(place, end);
    String before = text(document, start, at);
    String after = text(document, at, end);
    int column = before.codePointCount(0, before.length()) + 1;
    if (before.length() + after.length() > WIDTH) {
      if (before.length() > BEFORE) {
        before = CUT + before.substring(before.length() - BEFORE + CUT.length());
      }
      int room = Math.max(0, WIDTH - before.length() - CUT.length());
      after = after.length() > room + CUT.length() ? after.substring(0, room) + CUT : after;
    }
    return new Excerpt(line, column, shown(before + after), caret(before));
  }

  private static String text(byte[] document, int from, int to) {
    return new String(document, from, to - from, StandardCharsets.UTF_8);
  }

  /** Replaces control characters, on which a terminal might act. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> shown.appendCodePoint(c != '\t' && Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  private static String caret(String before) {
    StringBuilder caret = new StringBuilder();
    before.codePoints().forEach(c -> caret.append(c == '\t' ? '\t' : ' '));
    return caret.append('^').toString();
  }
}
