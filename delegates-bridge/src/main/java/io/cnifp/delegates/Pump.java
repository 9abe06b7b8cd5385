package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a stream of a process to its end on a thread of its own, passes it on and keeps it. */
final class Pump implements Runnable {
  /** How much is kept: no result of a plugin is near this. */
  private static final int MOST_KEPT = 8 * 1024 * 1024;

  private static final int BEGINNING = 64 * 1024;

  private final InputStream from;
  private final OutputStream to;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
  private boolean cut;
  private final Thread thread;

  private Pump(InputStream from, OutputStream to) {
    this.from = from;
    this.to = to;
    this.thread = new Thread(null, this, "pump", 128 * 1024, false);
    thread.setDaemon(true);
  }

  static Pump start(InputStream from, OutputStream to) {
    Pump pump = new Pump(from, to);
    pump.thread.start();
    return pump;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        keep(buffer, n);
        passOn(buffer, n);
      }
    } catch (IOException e) {
      // The process is gone.
    }
  }

  /**
   * Goes on reading when nobody reads our own standard error any more: the plugin must not block.
   */
  private void passOn(byte[] buffer, int n) {
    try {
      to.write(buffer, 0, n);
      to.flush();
    } catch (IOException e) {
      // Nobody is there to be told.
    }
  }

  void await(long millis) throws InterruptedException {
    thread.join(millis);
  }

  /**
   * All that came.
   *
   * @throws CniException with code 999 if that was too much to keep
   */
  synchronized byte[] all(Path executable) {
    if (cut) {
      throw new CniException(
          CniError.INTERNAL,
          "the delegate " + executable + " wrote more than " + MOST_KEPT + " bytes as its reply");
    }
    return kept.toByteArray();
  }

  /** What came first, as text. */
  synchronized String beginning() {
    byte[] all = kept.toByteArray();
    return new String(all, 0, Math.min(all.length, BEGINNING), StandardCharsets.UTF_8);
  }

  private synchronized void keep(byte[] buffer, int n) {
    int room = MOST_KEPT - kept.size();
    kept.write(buffer, 0, Math.min(n, room));
    cut |= n > room;
  }
}
