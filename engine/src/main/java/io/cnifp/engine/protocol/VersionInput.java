package io.cnifp.engine.protocol;

import io.cnifp.api.json.JsonSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What stands on standard input at VERSION, where it is optional: the reference doesn't look at it,
 * and people call VERSION by hand. A configuration there may name a failpoint file.
 */
final class VersionInput {
  private static final long PATIENCE_MILLIS = 500;
  private static final int MOST = 1024 * 1024;

  private VersionInput() {}

  /** Reads what comes in half a second; whatever isn't a configuration counts as none. */
  static NetConf read(InputStream stdin) {
    try {
      return NetConf.parse(available(stdin));
    } catch (JsonSyntaxException e) {
      return NetConf.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NetConf.empty();
    }
  }

  /** A read of an open terminal or pipe can't be bounded, so another thread does it. */
  private static byte[] available(InputStream stdin) throws InterruptedException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    Thread reader =
        new Thread(
            () -> {
              try {
                byte[] buffer = new byte[8192];
                for (int n = stdin.read(buffer); n >= 0; n = stdin.read(buffer)) {
                  synchronized (read) {
                    read.write(buffer, 0, Math.min(n, MOST - read.size()));
                  }
                }
              } catch (IOException e) {
                // Nothing more comes; what came is looked at.
              }
            },
            "stdin");
    reader.setDaemon(true);
    reader.start();
    reader.join(PATIENCE_MILLIS);
    synchronized (read) {
      return read.toByteArray();
    }
  }
}
