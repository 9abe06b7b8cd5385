package io.cnifp.engine.journal;

import java.util.Map;

/**
 * The trace that a call belongs to: the variable {@value #VARIABLE}, which libcni hands to plugins,
 * in the form of W3C's Trace Context ({@code 00-TRACEID-PARENTID-FLAGS}).
 */
final class TraceContext {
  static final String VARIABLE = "TRACEPARENT";

  private static final int VERSION_LENGTH = 2;
  private static final int ID_LENGTH = 32;
  private static final int PARENT_LENGTH = 16;
  private static final int FLAGS_LENGTH = 2;
  private static final int LENGTH = 55;

  private TraceContext() {}

  /**
   * Returns the trace's id, 32 hexadecimal digits; empty text if there is none or it is invalid.
   */
  static String id(Map<String, String> environment) {
    String parent = environment.getOrDefault(VARIABLE, "");
    int id = VERSION_LENGTH + 1;
    int span = id + ID_LENGTH + 1;
    int flags = span + PARENT_LENGTH + 1;
    boolean valid =
        parent.length() >= LENGTH
            && isHex(parent, 0, VERSION_LENGTH)
            && parent.charAt(id - 1) == '-'
            && isHex(parent, id, ID_LENGTH)
            && parent.charAt(span - 1) == '-'
            && isHex(parent, span, PARENT_LENGTH)
            && parent.charAt(flags - 1) == '-'
            && isHex(parent, flags, FLAGS_LENGTH)
            && !parent.startsWith("ff")
            && hasRightEnd(parent)
            && !isZero(parent, id, ID_LENGTH)
            && !isZero(parent, span, PARENT_LENGTH);
    return valid ? parent.substring(id, id + ID_LENGTH) : "";
  }

  /** A later version may append fields. */
  private static boolean hasRightEnd(String parent) {
    return parent.length() == LENGTH || (!parent.startsWith("00") && parent.charAt(LENGTH) == '-');
  }

  private static boolean isHex(String text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
