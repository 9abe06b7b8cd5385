package io.cnifp.resident;

import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.PendingAct;
import io.cnifp.engine.interception.Suspension;
import io.cnifp.engine.interception.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The site of a call whose acts the launcher does: each suspends the call. What others must be able
 * to see, and what ends a process, is left to an engine in the launcher's own process.
 *
 * <p>Created for one call, used on one thread.
 */
final class RemoteCallSite implements CallSite {
  /** Longer waits are announced to others by the process that waits. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final String netns;
  private final InstantSource clock;

  /**
   * Creates a site.
   *
   * @param netns the network namespace of the call's process, as DEVICE:INODE
   * @param clock the time
   */
  RemoteCallSite(String netns, InstantSource clock) {
    this.netns = netns;
    this.clock = clock;
  }

  @Override
  public void beforeExtension() {
    throw handOver("extension");
  }

  @Override
  public Execution run(
      Path executable,
      Map<String, String> environment,
      byte[] input,
      Optional<DelegateLimit> limit) {
    if (limit.isPresent()) {
      throw handOver("abort");
    }
    throw new Suspension(new PendingAct.Run(executable, environment, input));
  }

  @Override
  public Duration sleep(Wait wait) {
    if (wait.maxWaiting().isPresent() || wait.duration().compareTo(SHORT) >= 0) {
      throw handOver("wait");
    }
    throw new Suspension(new PendingAct.Sleep(wait.duration()));
  }

  @Override
  public Duration spin(Wait wait) {
    throw handOver("spin");
  }

  @Override
  public Duration awaitRelease(Wait wait) {
    throw handOver("pause");
  }

  @Override
  public Duration hang(Wait wait) {
    throw handOver("hang");
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Registration onTermination(Runnable callback) {
    throw handOver("onTermination");
  }

  @Override
  public boolean isOwnNetns(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    Map<String, Object> file = Files.readAttributes(path, "unix:dev,ino");
    return netns.equals(file.get("dev") + ":" + file.get("ino"));
  }

  @Override
  public long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  @Override
  public void write(String output) {
    throw handOver("write");
  }

  @Override
  public void print(String line) {
    throw new Suspension(new PendingAct.Print(line));
  }

  private static Suspension handOver(String reason) {
    return new Suspension(new PendingAct.HandOver(reason));
  }
}
