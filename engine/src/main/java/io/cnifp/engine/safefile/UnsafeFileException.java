package io.cnifp.engine.safefile;

import java.io.IOException;

/**
 * Thrown when a file is not one that may be opened here: no regular file, too large, or not opened
 * in time. The message continues "the file X ...".
 */
public final class UnsafeFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  UnsafeFileException(String why) {
    super(why);
  }
}
