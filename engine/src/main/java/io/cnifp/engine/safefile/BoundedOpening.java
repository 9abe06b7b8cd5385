package io.cnifp.engine.safefile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file on a thread of its own and waits for a bounded time.
 *
 * <p>Opening may block for as long as someone else likes: a FIFO in the file's place, a lease on
 * the file, a file system whose server is gone. The JDK cannot open without blocking. Opening for
 * writing does not block on a FIFO, but keeps a program from being started meanwhile and tells
 * watchers that the file was written.
 */
final class BoundedOpening extends Thread {
  private static final int SECONDS = 3;

  private final Opener opener;
  private @Nullable SeekableByteChannel channel;
  private @Nullable Throwable failure;
  private boolean abandoned;

  private BoundedOpening(Opener opener) {
    super("cni-fp-open");
    this.opener = opener;
    setDaemon(true);
  }

  /** Opens a file, however long that takes. */
  @FunctionalInterface
  interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Opens a file.
   *
   * @throws UnsafeFileException if it is not open in time; the thread then continues to wait
   * @throws InterruptedIOException if this thread is interrupted; the other continues to wait
   */
  static SeekableByteChannel open(Opener opener) throws IOException {
    var opening = new BoundedOpening(opener);
    opening.start();
    try {
      opening.join(SECONDS * 1000L);
    } catch (InterruptedException e) {
      opening.abandon();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the call was interrupted");
    }
    return opening.result();
  }

  @Override
  public void run() {
    try {
      opened(opener.open());
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private synchronized void opened(SeekableByteChannel opened) throws IOException {
    if (abandoned) {
      opened.close();
    } else {
      channel = opened;
    }
  }

  private synchronized void failed(Throwable e) {
    failure = e;
  }

  private synchronized SeekableByteChannel result() throws IOException {
    if (channel != null) {
      return channel;
    }
    if (failure != null) {
      throw failure instanceof IOException e ? e : new IOException(failure);
    }
    abandoned = true;
    throw new UnsafeFileException("cannot be opened within " + SECONDS + " s");
  }

  private synchronized void abandon() throws IOException {
    abandoned = true;
    if (channel != null) {
      channel.close();
    }
  }
}
