package io.cnifp.engine.failpoint;

/** Matches a whole text against {@code *} (any text) and {@code ?} (any one character). */
public final class Glob {
  private Glob() {}

  /**
   * Returns whether a pattern matches a text. A character is a code point. After a mismatch only
   * the last star is extended, so that the time is bounded by the product of the lengths.
   */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      int c = text.codePointAt(t);
      int wanted = p < pattern.length() ? pattern.codePointAt(p) : -1;
      if (wanted == '*') {
        star = p++;
        retry = t;
      } else if (wanted == '?' || wanted == c) {
        p += Character.charCount(wanted);
        t += Character.charCount(c);
      } else if (star >= 0) {
        p = star + 1;
        retry += Character.charCount(text.codePointAt(retry));
        t = retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
