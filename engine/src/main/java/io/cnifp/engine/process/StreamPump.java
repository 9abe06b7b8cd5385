package io.cnifp.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads a stream of a process to its end on a thread of its own, copies it and keeps it. */
final class StreamPump implements Runnable {
  private final InputStream from;
  private final OutputStream to;
  private final KeptOutput kept;
  private final Thread thread;

  private StreamPump(InputStream from, OutputStream to, KeptOutput kept) {
    this.from = from;
    this.to = to;
    this.kept = kept;
    this.thread = new Thread(null, this, "pump", 128 * 1024, false);
    thread.setDaemon(true);
  }

  static StreamPump start(InputStream from, OutputStream to, KeptOutput kept) {
    StreamPump pump = new StreamPump(from, to, kept);
    pump.thread.start();
    return pump;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        kept.add(buffer, n);
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
}
