package io.cnifp.cli.file;

import java.nio.charset.StandardCharsets;

/**
 * The line of a document that an offset is in, shown with a caret under the place. Of a long line a
 * part is shown that fits 80 columns.
 *
 * @param line the number of the line, from 1
 * @param column the number of the character in it, from 1
 * @param text the line, or the part of it
 * @param caret white space and a caret, to stand below
 */
public record Excerpt(int line, int column, String text, String caret) {
  private static final int WIDTH = 74;
  private static final int BEFORE = 50;
  private static final String CUT = "...";

  /** Finds the place of an offset. */
  public static Excerpt of(byte[] document, int offset) {
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
    // A place behind the line's end, such as the end of the file, is shown behind its text.
    int at = Math.min(place, end);
    String before = text(document, start, at);
    String behind = text(document, at, end);
    int column = before.codePointCount(0, before.length()) + 1;
    if (before.length() + behind.length() > WIDTH) {
      if (before.length() > BEFORE) {
        before = CUT + before.substring(before.length() - BEFORE + CUT.length());
      }
      int room = Math.max(0, WIDTH - before.length() - CUT.length());
      behind = behind.length() > room + CUT.length() ? behind.substring(0, room) + CUT : behind;
    }
    return new Excerpt(line, column, shown(before + behind), caret(before));
  }

  private static String text(byte[] document, int from, int to) {
    return new String(document, from, to - from, StandardCharsets.UTF_8);
  }

  /** Control characters are not a terminal's to obey. */
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
