package io.cnifp.engine.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file on a thread of its own, and gives up on it in time.
 *
 * <p>Opening may wait for as long as someone else likes: a FIFO that has been put in the file's
 * place, a lease on the file, a file system whose server is gone. The JDK has no way to open
 * without waiting; and opening for writing, which doesn't wait for a FIFO, would keep a program
 * from being started meanwhile and tell watchers that the file was written.
 */
final class BoundedOpening extends Thread {
  private static final int SECONDS = 3;

  private final Opener opener;
  private @Nullable SeekableByteChannel channel;
  private @Nullable Throwable failure;
  private boolean givenUp;

  private BoundedOpening(Opener opener) {
    super("cni-fp-open");
    this.opener = opener;
    setDaemon(true);
  }

  /** Opens a file, for as long as that takes. */
  @FunctionalInterface
  interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Opens a file.
   *
   * @throws UnfitFileException if it isn't open in time; the thread then still waits
   * @throws InterruptedIOException if this thread was interrupted; the other then still waits
   */
  static SeekableByteChannel open(Opener opener) throws IOException {
    var opening = new BoundedOpening(opener);
    opening.start();
    try {
      opening.join(SECONDS * 1000L);
    } catch (InterruptedException e) {
      opening.giveUp();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the call was given up");
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
    if (givenUp) {
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
    givenUp = true;
    throw new UnfitFileException("can't be opened within " + SECONDS + " s");
  }

  private synchronized void giveUp() throws IOException {
    givenUp = true;
    if (channel != null) {
      channel.close();
    }
  }
}
