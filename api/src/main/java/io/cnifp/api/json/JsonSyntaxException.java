package io.cnifp.api.json;

/**
 * A text isn't JSON. The message says what was expected and where, and never quotes the text: it
 * may be a file that the reader of the message must not see.
 */
public final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final int offset;

  /** Creates an exception for a place in a document. */
  JsonSyntaxException(String expected, byte[] document, int offset) {
    super(expected + " at " + place(document, offset));
    this.expected = expected;
    this.offset = offset;
  }

  /** What was expected, without the place. */
  public String expected() {
    return expected;
  }

  /** The offset of the byte that was not as expected, from 0. */
  public int offset() {
    return offset;
  }

  /** Names a byte's place as people count: line and column from 1, columns in bytes. */
  public static String place(byte[] document, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset && i < document.length; i++) {
      if (document[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "line " + line + ", column " + (offset - lineStart + 1);
  }

  /** A document that isn't JSON is an answer, not a defect: no stack trace is collected. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
