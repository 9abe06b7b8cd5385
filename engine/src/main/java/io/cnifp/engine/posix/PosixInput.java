package io.cnifp.engine.posix;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a descriptor, which is closed at their end. Used on one thread. */
public final class PosixInput extends InputStream {
  private final Posix posix;
  private int descriptor;

  /** Creates a stream that owns a descriptor. */
  public PosixInput(Posix posix, int descriptor) {
    this.posix = posix;
    this.descriptor = descriptor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = descriptor < 0 ? 0 : posix.read(descriptor, to, from, length);
    if (count == 0) {
      close();
      return -1;
    }
    return count;
  }

  @Override
  public void close() {
    if (descriptor >= 0) {
      posix.close(descriptor);
      descriptor = -1;
    }
  }
}
