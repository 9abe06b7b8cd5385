package io.cnifp.engine.failpoint;

/**
 * How the reference writes an argument back: it parses the milliseconds of {@code delay} and prints
 * the number, and keeps every other argument ({@code internal/failpoint/fail.go} of containerd).
 */
final class ReferenceForm {
  private static final String PARSED = "delay";

  private ReferenceForm() {}

  /** Returns the argument in parentheses as it is to be stored. */
  static String ofRaw(String action, String raw) {
    if (!action.equals(PARSED)) {
      return raw;
    }
    int zeros = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < '0' || c > '9') {
        return raw;
      }
      if (c == '0' && zeros == i && i < raw.length() - 1) {
        zeros++;
      }
    }
    return raw.substring(zeros);
  }
}
