package io.cnifp.api.spi;

import static io.cnifp.api.Stability.Level.STABLE;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.Stability;
import java.time.Duration;

/**
 * One step of a term that has fired: an interceptor around the call.
 *
 * <p>Made by {@link FailpointActionProvider#create}. Applied at most once, on one thread; it need
 * not be safe for use by several. The new state of the failpoint file is written before any action
 * is applied, and no lock is held meanwhile: an action may take as long as it likes.
 *
 * <pre>{@code
 * FailpointAction once = invocation -> {
 *   CniResponse reply = invocation.proceed();
 *   invocation.print("the delegate answered " + reply);
 *   return reply;
 * };
 * }</pre>
 *
 * @since 0.1
 */
@Stability(STABLE)
@FunctionalInterface
public interface FailpointAction {

  /**
   * Acts.
   *
   * @param invocation the call
   * @return how the call is to end; {@code null} fails it with code 999
   * @throws InterruptedException if the call is to be given up; the call then fails with code 999
   * @throws io.cnifp.api.CniException to fail with that error. Any other exception fails the call
   *     with code 999 and a message that names the action
   */
  CniResponse apply(Invocation invocation) throws InterruptedException;

  /**
   * The call that an action stands around. Made by the engine for each action; not for extensions
   * to implement: methods may be added.
   */
  interface Invocation {

    /** {@return what the runtime asked for} */
    CniRequest request();

    /** {@return the point that fired, such as {@code cmdAdd} or {@code afterAdd}} */
    String point();

    /**
     * Lets the call go on: to the next step of the term, and behind the last one to the delegate
     * or, at an {@code after} point, to the reply that the delegate has already made.
     *
     * @return how it ended, never by an exception
     * @throws IllegalStateException if it is called a second time
     * @throws InterruptedException if the call is to be given up
     */
    CniResponse proceed() throws InterruptedException;

    /**
     * Waits without using a processor. The waits of a call whose failpoint file a pod's annotation
     * named may together be no longer than the node's policy allows ({@code maxDelay}); the call
     * then goes on early.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the call is to be given up
     */
    void sleep(Duration duration) throws InterruptedException;

    /** {@return how long the node's policy allows this call to wait from now on} */
    Duration maxDelay();

    /**
     * Announces the call as paused, under the engine's state directory, and waits until someone
     * releases it there or the time is over.
     *
     * @param timeout how long to wait at most; cut to {@link #maxDelay}
     * @throws InterruptedException if the call is to be given up
     */
    void awaitRelease(Duration timeout) throws InterruptedException;

    /**
     * Writes one line to standard error. Standard output is never an action's to write.
     *
     * @param line the line, without its end
     */
    void print(String line);
  }
}
