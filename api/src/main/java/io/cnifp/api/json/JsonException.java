package io.cnifp.api.json;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a text is not JSON, or when a JSON value is not of the expected kind.
 *
 * <p>The message states what was expected and where, and never quotes the document: it may be a
 * file whose content the reader of the message must not see.
 *
 * @since 0.1
 */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient String expected;
  private final transient int offset;

  /**
   * Creates an exception.
   *
   * @param expected what was expected
   * @param document the document, or null for a value that was not parsed
   * @param offset a place in the document
   */
  JsonException(String expected, byte @Nullable [] document, int offset) {
    super(document == null ? expected : expected + " at " + place(document, offset));
    this.expected = expected;
    this.offset = document == null ? -1 : offset;
  }

  /** {@return what was expected, without the place} */
  public String expected() {
    return expected;
  }

  /**
   * {@return the offset in the document, in bytes from 0, of what was not as expected; -1 if the
   * value was not parsed from a document}
   */
  public int offset() {
    return offset;
  }

  /** Returns the line and the column of a byte, both from 1. A column counts characters. */
  static String place(byte[] document, int offset) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset && i < document.length; i++) {
      if (document[i] == '\n') {
        line++;
        column = 1;
      } else if ((document[i] & 0xC0) != 0x80) {
        column++;
      }
    }
    return "line " + line + ", column " + column;
  }

  /** Returns this exception without a stack trace: wrong input is an answer, not a defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
