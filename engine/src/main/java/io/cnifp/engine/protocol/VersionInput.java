package io.cnifp.engine.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Standard input of VERSION, where it is optional: the reference does not read it, and people call
 * VERSION by hand. A configuration there may name a failpoint file.
 */
final class VersionInput {
  private static final long TIMEOUT_MILLIS = 500;
  private static final int MAX_SIZE = 1024 * 1024;

  private VersionInput() {}

  /** Reads what arrives within half a second. */
  static byte[] read(InputStream stdin) {
    try {
      return available(stdin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new byte[0];
    }
  }

  /** Reads on another thread: the time of a read from a terminal or a pipe cannot be bounded. */
  private static byte[] available(InputStream stdin) throws InterruptedException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    Thread reader =
        new Thread(
            () -> {
              try {
                byte[] buffer = new byte[8192];
                for (int n = stdin.read(buffer); n >= 0; n = stdin.read(buffer)) {
                  synchronized (read) {
                    read.write(buffer, 0, Math.min(n, MAX_SIZE - read.size()));
                  }
                }
              } catch (IOException e) {
                // What has arrived counts.
              }
            },
            "stdin");
    reader.setDaemon(true);
    reader.start();
    reader.join(TIMEOUT_MILLIS);
    synchronized (read) {
      return read.toByteArray();
    }
  }
}
