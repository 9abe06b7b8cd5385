package io.cnifp.engine.process;

import io.cnifp.api.CniException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a stream of a process to its end on a thread of its own, copies it and keeps it. */
final class StreamPump implements Runnable {
  /** How much is kept; results of CNI plugins are far smaller. */
  static final int MAX_KEPT = 8 * 1024 * 1024;

  private static final int BEGINNING = 64 * 1024;

  private final InputStream from;
  private final OutputStream to;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
  private boolean cut;
  private final Thread thread;

  private StreamPump(InputStream from, OutputStream to) {
    this.from = from;
    this.to = to;
    this.thread = new Thread(null, this, "pump", 128 * 1024, false);
    thread.setDaemon(true);
  }

  static StreamPump start(InputStream from, OutputStream to) {
    StreamPump pump = new StreamPump(from, to);
    pump.thread.start();
    return pump;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        keep(buffer, n);
        copy(buffer, n);
      }
    } catch (IOException e) {
      // The process has ended.
    }
  }

  /** Continues to read when the reader of the copy is gone: the process must not block. */
  private void copy(byte[] buffer, int n) {
    try {
      to.write(buffer, 0, n);
      to.flush();
    } catch (IOException e) {
      // The copy has no reader.
    }
  }

  void await(long millis) throws InterruptedException {
    thread.join(millis);
  }

  /**
   * Returns all that was read.
   *
   * @throws CniException with code 999 if that is more than is kept
   */
  synchronized byte[] all(Path executable) {
    if (cut) {
      throw new CniException(DelegateOutcome.tooLarge(executable));
    }
    return kept.toByteArray();
  }

  /** Returns the beginning of what was read, as text. */
  synchronized String beginning() {
    byte[] all = kept.toByteArray();
    return new String(all, 0, Math.min(all.length, BEGINNING), StandardCharsets.UTF_8);
  }

  private synchronized void keep(byte[] buffer, int n) {
    int room = MAX_KEPT - kept.size();
    kept.write(buffer, 0, Math.min(n, room));
    cut |= n > room;
  }
}
