package io.cnifp.engine;

import io.cnifp.api.CniRequest;
import io.cnifp.engine.file.PausedCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How the actions of a call wait and speak: within what the policy allows, and so that the process
 * can be told to end meanwhile.
 *
 * @param most the longest wait
 * @param paused where paused calls are announced
 * @param termination what is told when the process is to end
 * @param diagnostics where lines for people go
 */
record Waits(Duration most, PausedCalls paused, Termination termination, OutputStream diagnostics) {

  void sleep(Duration wanted) throws InterruptedException {
    Duration duration = bounded(wanted);
    if (duration.isPositive()) {
      try (var _ = termination.register(() -> {})) {
        Thread.sleep(duration);
      }
    }
  }

  void awaitRelease(Duration timeout, CniRequest request, String point)
      throws InterruptedException {
    try (PausedCalls.Announced call = paused.announce(request, point);
        var _ = termination.register(call::close)) {
      call.await(bounded(timeout));
    }
  }

  void print(String line) {
    try {
      diagnostics.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      diagnostics.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("standard error can't be written", e);
    }
  }

  private Duration bounded(Duration wanted) {
    return wanted.compareTo(most) < 0 ? wanted : most;
  }
}
