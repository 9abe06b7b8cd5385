package io.cnifp.testkit;

import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Does acts as another call site does, but moves a clock instead of waiting. */
final class VirtualCallSite implements CallSite {
  private final CallSite site;
  private final VirtualClock clock;

  VirtualCallSite(CallSite site, VirtualClock clock) {
    this.site = site;
    this.clock = clock;
  }

  @Override
  public Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException {
    return site.run(executable, environment, input, limit);
  }

  @Override
  public Duration sleep(Wait wait) throws InterruptedException {
    return waited(wait);
  }

  @Override
  public Duration spin(Wait wait) throws InterruptedException {
    return waited(wait);
  }

  @Override
  public Duration awaitRelease(Wait wait) throws InterruptedException {
    return waited(wait);
  }

  @Override
  public Duration hang(Wait wait) throws InterruptedException {
    return waited(wait);
  }

  private Duration waited(Wait wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    clock.advance(wait.duration());
    return wait.duration();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Registration onTermination(Runnable callback) {
    return site.onTermination(callback);
  }

  @Override
  public long random() {
    return site.random();
  }

  @Override
  public void print(String line) {
    site.print(line);
  }
}
