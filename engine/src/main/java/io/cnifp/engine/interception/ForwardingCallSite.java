package io.cnifp.engine.interception;

import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Has another call site do each act; a subclass overrides what it does otherwise. */
public abstract class ForwardingCallSite implements CallSite {
  private final CallSite site;

  /**
   * Creates a call site.
   *
   * @param site does the acts
   */
  protected ForwardingCallSite(CallSite site) {
    this.site = site;
  }

  @Override
  public Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException {
    return site.run(executable, environment, input, limit);
  }

  @Override
  public Duration sleep(Wait wait) throws InterruptedException {
    return site.sleep(wait);
  }

  @Override
  public Duration spin(Wait wait) throws InterruptedException {
    return site.spin(wait);
  }

  @Override
  public Duration awaitRelease(Wait wait) throws InterruptedException {
    return site.awaitRelease(wait);
  }

  @Override
  public Duration hang(Wait wait) throws InterruptedException {
    return site.hang(wait);
  }

  @Override
  public Instant now() {
    return site.now();
  }

  @Override
  public Registration onTermination(Runnable callback) {
    return site.onTermination(callback);
  }

  @Override
  public void beforeExtension() {
    site.beforeExtension();
  }

  @Override
  public boolean isOwnNetns(Path netns) throws IOException {
    return site.isOwnNetns(netns);
  }

  @Override
  public long random() {
    return site.random();
  }

  @Override
  public void write(String output) {
    site.write(output);
  }

  @Override
  public void print(String line) {
    site.print(line);
  }
}
