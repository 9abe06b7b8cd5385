package io.cnifp.engine.posix;

import io.cnifp.engine.posix.Posix.Readiness;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Arrays;

/** A wait for descriptors that ends when its thread is interrupted. Used on one thread. */
public final class InterruptibleWait implements AutoCloseable {
  private final Posix posix;
  private final int event;
  private final Interruption interruption = new Interruption();

  /** Creates a wait. */
  public InterruptibleWait(Posix posix) throws IOException {
    this.posix = posix;
    this.event = posix.event();
  }

  /**
   * Waits as {@link Posix#await} does.
   *
   * @param descriptors at most seven
   * @throws InterruptedException if this thread is interrupted before or meanwhile
   */
  public Readiness await(int[] descriptors, int milliseconds)
      throws IOException, InterruptedException {
    int[] all = Arrays.copyOf(descriptors, descriptors.length + 1);
    all[descriptors.length] = event;
    try {
      return interruption.await(all, milliseconds);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    }
  }

  @Override
  public void close() {
    posix.close(event);
  }

  /** What the JDK closes when the thread is interrupted. */
  private final class Interruption extends AbstractInterruptibleChannel {
    Readiness await(int[] descriptors, int milliseconds) throws IOException {
      boolean completed = false;
      try {
        begin();
        Readiness found = posix.await(descriptors, milliseconds);
        completed = true;
        return found;
      } finally {
        end(completed);
      }
    }

    @Override
    protected void implCloseChannel() throws IOException {
      posix.set(event);
    }
  }
}
