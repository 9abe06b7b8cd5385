package io.cnifp.engine.interception;

import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.spi.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How interception reaches the process that makes a call. Each method is one act, done as a whole.
 *
 * <p>The last act of a call, its end, is the response itself: {@link io.cnifp.api.CniResponse}.
 * Used on one thread.
 */
public interface CallSite {

  /**
   * Runs an executable to its end, see {@link io.cnifp.api.spi.DelegateContext#run}.
   *
   * @throws CniException with code 999 if it cannot be started or writes too much
   * @throws InterruptedException if the call is interrupted; the executable has ended then
   */
  Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException;

  /**
   * Waits without using a processor.
   *
   * @return how long the wait really was
   */
  Duration sleep(Duration duration) throws InterruptedException;

  /**
   * Waits and keeps a processor busy.
   *
   * @return how long the wait really was
   */
  Duration spin(Duration duration) throws InterruptedException;

  /**
   * Announces a call as paused and waits until it is released or the timeout has elapsed.
   *
   * @return how long the wait really was
   * @throws CniException with code 5 if the call cannot be announced
   */
  Duration awaitRelease(CniRequest request, String point, Duration timeout)
      throws InterruptedException;

  /** Draws a random number, evenly distributed over all values. */
  long random();

  /** Writes a line to standard error; if its reader is gone, nothing happens. */
  void print(String line);
}
