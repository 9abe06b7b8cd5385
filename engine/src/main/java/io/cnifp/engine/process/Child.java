package io.cnifp.engine.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that this one has started and may have to end; after {@link #end} none is started. */
final class Child {
  private static final long GRACE_MILLIS = 2000;

  private @Nullable Process process;
  private boolean ended;

  synchronized Process start(ProcessBuilder builder) throws IOException, InterruptedException {
    if (ended) {
      throw new InterruptedException("the process is about to end");
    }
    Process started = builder.start();
    process = started;
    return started;
  }

  /** Sends SIGTERM to the process, and SIGKILL if it still runs after two seconds. */
  synchronized void end() {
    ended = true;
    if (process == null) {
      return;
    }
    // process.destroy() would close the streams that it may still write to.
    process.toHandle().destroy();
    try {
      if (process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.toHandle().destroyForcibly();
  }
}
