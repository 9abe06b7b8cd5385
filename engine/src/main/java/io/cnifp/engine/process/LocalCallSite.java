package io.cnifp.engine.process;

import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.Wait;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.statedir.WaitKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Does the acts of a call in this process. It handles SIGTERM, SIGINT and SIGHUP during waits and
 * while a delegate runs, so that the process dies by that signal. Safe for use by several threads.
 */
public final class LocalCallSite implements CallSite {
  private final Termination termination;
  private final AnnouncedWaits waits;
  private final OutputStream reply;
  private final OutputStream diagnostics;
  private final LongSupplier random;
  private final InstantSource clock;
  private final Optional<LauncherExec> launcher;

  /**
   * Creates a call site.
   *
   * @param termination signals that end the process
   * @param waits announces and counts the calls that wait
   * @param reply standard output
   * @param diagnostics standard error; safe for use by several threads
   * @param random random numbers, evenly distributed over all values
   * @param clock the time
   * @param launcher starts delegates as the runtime would; without one they inherit what the JVM
   *     has changed in this process
   */
  public LocalCallSite(
      Termination termination,
      AnnouncedWaits waits,
      OutputStream reply,
      OutputStream diagnostics,
      LongSupplier random,
      InstantSource clock,
      Optional<LauncherExec> launcher) {
    this.termination = termination;
    this.waits = waits;
    this.reply = reply;
    this.diagnostics = diagnostics;
    this.random = random;
    this.clock = clock;
    this.launcher = launcher;
  }

  @Override
  public void begin() {
    waits.noteRuntime();
  }

  @Override
  public Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException {
    return new DelegateProcess(termination, diagnostics, launcher, limit)
        .run(executable, environment, input);
  }

  @Override
  public Duration sleep(Wait wait) throws InterruptedException {
    return waits.during(wait, WaitKind.DELAY, () -> Thread.sleep(wait.duration()));
  }

  @Override
  public Duration spin(Wait wait) throws InterruptedException {
    long from = System.nanoTime();
    long nanos = wait.duration().toNanos();
    return waits.during(
        wait,
        WaitKind.SPIN,
        () -> {
          while (System.nanoTime() - from < nanos) {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            Thread.onSpinWait();
          }
        });
  }

  @Override
  public Duration awaitRelease(Wait wait) throws InterruptedException {
    return waits.paused(wait);
  }

  @Override
  public Duration hang(Wait wait) throws InterruptedException {
    return waits.during(
        wait,
        WaitKind.HANG,
        () -> {
          if (wait.duration().equals(Policy.UNLIMITED)) {
            termination.hang();
          } else {
            Thread.sleep(wait.duration());
          }
        });
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Registration onTermination(Runnable callback) {
    return termination.registerForeign(callback);
  }

  @Override
  public long random() {
    return random.getAsLong();
  }

  @Override
  public void write(String output) {
    write(output, reply);
  }

  @Override
  public void print(String line) {
    write(line + "\n", diagnostics);
  }

  private static void write(String text, OutputStream to) {
    try {
      to.write(text.getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      // It has no reader.
    }
  }
}
