package io.cnifp.engine.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A process that this one has started and may have to end; after {@link #end} none is started. */
final class Child {
  private static final long GRACE_MILLIS = 2000;

  private @Nullable RunningChild running;
  private boolean ended;

  /** Starts a process. */
  @FunctionalInterface
  interface Starter<C extends RunningChild> {
    C start() throws IOException;
  }

  synchronized <C extends RunningChild> C start(Starter<C> starter)
      throws IOException, InterruptedException {
    if (ended) {
      throw new InterruptedException("the process is about to end");
    }
    C started = starter.start();
    running = started;
    return started;
  }

  /** Sends SIGTERM to the process, and SIGKILL if it still runs after two seconds. */
  synchronized void end() {
    ended = true;
    if (running == null) {
      return;
    }
    running.terminate();
    try {
      if (running.await(GRACE_MILLIS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.kill();
  }
}
