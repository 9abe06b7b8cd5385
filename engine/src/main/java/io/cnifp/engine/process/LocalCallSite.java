package io.cnifp.engine.process;

import io.cnifp.api.CniRequest;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.statedir.PausedCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Does the acts of a call in this process. It handles SIGTERM, SIGINT and SIGHUP during waits and
 * while a delegate runs, so that the process dies by that signal. Safe for use by several threads.
 */
public final class LocalCallSite implements CallSite {
  private final Termination termination;
  private final PausedCalls paused;
  private final OutputStream diagnostics;
  private final LongSupplier random;
  private final Optional<LauncherExec> launcher;

  /**
   * Creates a call site.
   *
   * @param termination signals that end the process
   * @param paused where paused calls are announced
   * @param diagnostics standard error; safe for use by several threads
   * @param random random numbers, evenly distributed over all values
   * @param launcher starts delegates as the runtime would; without one they inherit what the JVM
   *     has changed in this process
   */
  public LocalCallSite(
      Termination termination,
      PausedCalls paused,
      OutputStream diagnostics,
      LongSupplier random,
      Optional<LauncherExec> launcher) {
    this.termination = termination;
    this.paused = paused;
    this.diagnostics = diagnostics;
    this.random = random;
    this.launcher = launcher;
  }

  @Override
  public Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    return new DelegateProcess(termination, diagnostics, launcher)
        .run(executable, environment, input);
  }

  @Override
  public Duration sleep(Duration duration) throws InterruptedException {
    long from = System.nanoTime();
    try (var _ = termination.register(() -> {})) {
      Thread.sleep(duration);
    }
    return since(from);
  }

  @Override
  public Duration spin(Duration duration) throws InterruptedException {
    long from = System.nanoTime();
    long nanos = duration.toNanos();
    try (var _ = termination.register(() -> {})) {
      while (System.nanoTime() - from < nanos) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Thread.onSpinWait();
      }
    }
    return since(from);
  }

  @Override
  public Duration awaitRelease(CniRequest request, String point, Duration timeout)
      throws InterruptedException {
    long from = System.nanoTime();
    // Signals are handled before anyone can see the announcement, so that none is left.
    try (PausedCalls.Announcement call = paused.prepare(request, point);
        var _ = termination.register(call::withdraw)) {
      call.publish();
      call.await(timeout);
    }
    return since(from);
  }

  @Override
  public long random() {
    return random.getAsLong();
  }

  @Override
  public void print(String line) {
    try {
      diagnostics.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      diagnostics.flush();
    } catch (IOException e) {
      // Standard error is closed.
    }
  }

  private static Duration since(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }
}
