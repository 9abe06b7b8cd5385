package io.cnifp.testkit;

import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.ForwardingCallSite;
import io.cnifp.engine.interception.Wait;
import java.time.Duration;
import java.time.Instant;

/** Moves a clock instead of waiting. */
final class VirtualCallSite extends ForwardingCallSite {
  private final VirtualClock clock;

  VirtualCallSite(CallSite site, VirtualClock clock) {
    super(site);
    this.clock = clock;
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
}
