package io.cnifp.engine.file;

import java.io.IOException;

/** A file isn't what a failpoint file may be; the message continues "the failpoint file X ...". */
final class UnfitFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitFileException(String why) {
    super(why);
  }
}
