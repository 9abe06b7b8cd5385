package io.cnifp.engine.interception;

import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How interception reaches the process that makes a call. Each method is one act, done as a whole.
 *
 * <p>The last act of a call, its end, is the response itself: {@link io.cnifp.api.CniResponse}.
 * Used on one thread.
 */
public interface CallSite {

  /**
   * Prepares for the acts of a call that has failpoints: notes which process has made the call,
   * since that may be gone when the call waits.
   */
  default void begin() {}

  /** Prepares for an action or a delegate of an extension, which is about to be looked for. */
  default void beforeExtension() {}

  /**
   * Runs an executable to its end, see {@link io.cnifp.api.spi.DelegateContext#run}, or to the end
   * of a limit.
   *
   * @param limit how long it may run; empty if as long as it likes
   * @throws DelegateAbortedException if the limit has ended it; it is not waited for then
   * @throws CniException with code 999 if it cannot be started or writes too much
   * @throws InterruptedException if the call is interrupted; the executable has ended then
   */
  Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException;

  /**
   * Waits without using a processor.
   *
   * @return how long the wait really was
   * @throws CniException with code 11 if too many calls wait
   */
  Duration sleep(Wait wait) throws InterruptedException;

  /**
   * Waits and keeps a processor busy.
   *
   * @return how long the wait really was
   * @throws CniException with code 11 if too many calls wait
   */
  Duration spin(Wait wait) throws InterruptedException;

  /**
   * Announces a call as paused and waits until it is released or its duration has elapsed.
   *
   * @return how long the wait really was
   * @throws CniException with code 5 if the call cannot be announced, with code 11 if too many
   *     calls wait
   */
  Duration awaitRelease(Wait wait) throws InterruptedException;

  /**
   * Waits until the process is killed, and ignores SIGTERM. A duration of {@link
   * io.cnifp.engine.policy.Policy#UNLIMITED} never ends; a call site that cannot wait so long
   * returns, and leaves the end of the call to the response.
   *
   * @return how long the wait really was
   * @throws CniException with code 11 if too many calls wait
   */
  Duration hang(Wait wait) throws InterruptedException;

  /** Reads the clock. */
  Instant now();

  /**
   * Registers what is done on SIGTERM, SIGINT or SIGHUP, see {@link
   * io.cnifp.api.spi.FailpointAction.Invocation#onTermination}. It is no act: nothing of it is
   * recorded.
   */
  Registration onTermination(Runnable callback);

  /**
   * Returns whether a path is the network namespace of the process that makes the call.
   *
   * @throws IOException if it cannot be looked at
   */
  default boolean isOwnNetns(Path netns) throws IOException {
    return Files.exists(netns) && Files.isSameFile(netns, Path.of("/proc/self/ns/net"));
  }

  /** Draws a random number, evenly distributed over all values. */
  long random();

  /** Writes a part of the reply to standard output; if its reader is gone, nothing happens. */
  void write(String output);

  /** Writes a line to standard error; if its reader is gone, nothing happens. */
  void print(String line);
}
