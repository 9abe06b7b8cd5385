package io.cnifp.engine.failpoint;

/** A position in the text of a failpoint, and the smallest pieces that can be read there. */
final class FailpointScanner {
  private final String text;
  private int position;

  FailpointScanner(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  void moveTo(int place) {
    position = place;
  }

  boolean atEnd() {
    return position == text.length();
  }

  /** Returns the character here, or 0 at the end; a 0 in the text is accepted nowhere either. */
  char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  void skipWhitespace() {
    while (isWhitespace(peek())) {
      position++;
    }
  }

  boolean accept(String expected) {
    if (text.startsWith(expected, position)) {
      position += expected.length();
      return true;
    }
    return false;
  }

  /** Reads {@code [a-z][a-z0-9_.]*}. */
  String name(String what) {
    int from = position;
    if (isLetter(peek())) {
      position++;
      while (isLetter(peek()) || isDigit(peek()) || peek() == '_' || peek() == '.') {
        position++;
      }
    }
    if (position == from) {
      throw error(what + " was expected");
    }
    return text.substring(from, position);
  }

  /** Reads the digits of a number, with at most one point followed by a digit; may be empty. */
  String decimal() {
    int from = position;
    skipDigits();
    if (peek() == '.' && position + 1 < text.length() && isDigit(text.charAt(position + 1))) {
      position++;
      skipDigits();
    }
    return text.substring(from, position);
  }

  /** Reads up to and including the first closing parenthesis. */
  String raw() {
    int end = text.indexOf(')', position);
    if (end < 0) {
      throw error("\")\" was expected after the argument");
    }
    if (end == position) {
      throw error("an argument was expected: there is no \"()\"");
    }
    String raw = text.substring(position, end);
    position = end + 1;
    return raw;
  }

  /** Reads a value in quotes or up to one of two characters, with white space around it. */
  Value value(char separator, char end) {
    skipWhitespace();
    int from = position;
    if (peek() == '"' || peek() == '\'') {
      String value = quoted(peek());
      Value read = new Value(text.substring(from, position), value);
      skipWhitespace();
      return read;
    }
    while (!atEnd() && peek() != separator && peek() != end) {
      position++;
    }
    int to = position;
    while (to > from && isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    if (to == from) {
      throw error("a value was expected");
    }
    String bare = text.substring(from, to);
    return new Value(bare, bare);
  }

  FailpointSyntaxException error(String problem) {
    return new FailpointSyntaxException(problem, position);
  }

  private String quoted(char quote) {
    int from = position++;
    StringBuilder value = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(position++);
      if (c == quote) {
        return value.toString();
      }
      value.append(c == '\\' ? escape() : c);
    }
    position = from;
    throw error("a closing quote was expected for the value");
  }

  private char escape() {
    char c = peek();
    position++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '"', '\'' -> c;
      case 'u' -> hexadecimal();
      default -> {
        position--;
        throw error("one of n t r \\ \" ' u was expected after \"\\\"");
      }
    };
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw error("four hexadecimal digits were expected");
      }
      code = code * 16 + digit;
      position++;
    }
    return (char) code;
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      position++;
    }
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /**
   * A value of a named argument or a filter.
   *
   * @param source as it was written, quotes included
   * @param text its meaning
   */
  record Value(String source, String text) {}
}
