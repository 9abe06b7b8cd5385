package io.cnifp.api.spi;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * One step of a term that has fired: an interceptor around the call.
 *
 * <p>{@link FailpointActionProvider#create} creates it. It is applied at most once, on one thread,
 * and need not be safe for use by several. The new state of the failpoint file is written before
 * any action is applied, and no lock is held meanwhile.
 *
 * <pre>{@code
 * FailpointAction observed = invocation -> {
 *   CniResponse reply = invocation.proceed();
 *   invocation.print("the delegate answered " + reply);
 *   return reply;
 * };
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailpointAction {

  /**
   * Applies this action to a call.
   *
   * @param invocation the call
   * @return how the call ends; {@code null} fails it with code 999
   * @throws InterruptedException if the call is interrupted; it then fails with code 999
   * @throws io.cnifp.api.CniException to fail with that error. Any other exception fails the call
   *     with code 999 and a message that names the action
   */
  CniResponse apply(Invocation invocation) throws InterruptedException;

  /**
   * The call that an action surrounds. The engine creates one for each action; extensions do not
   * implement it, so that methods can be added.
   */
  interface Invocation {

    /** {@return the call} */
    CniRequest request();

    /** {@return the point that fired, such as {@code cmdAdd} or {@code afterAdd}} */
    String point();

    /**
     * Lets the call continue: with the next step of the term, and after the last one with the
     * delegate or, at an {@code after} point, with the reply that the delegate has given.
     *
     * @return how the call ended; never an exception
     * @throws IllegalStateException if this is the second call
     * @throws InterruptedException if the call is interrupted
     */
    CniResponse proceed() throws InterruptedException;

    /**
     * Lets the call continue as {@link #proceed()} does, with a changed request for the steps after
     * this one and for the delegate.
     *
     * <p>The delegate stays the one that was chosen. It receives the changed configuration as it
     * would have received the runtime's: with what {@code failpoint.delegate} says, if that names
     * it.
     *
     * @param request the request, made from {@link #request} by its {@code with} methods
     * @return how the call ended; never an exception
     * @throws IllegalArgumentException if the command is another one
     * @throws IllegalStateException if this is the second call, or at an {@code after} point, where
     *     the delegate has been called
     * @throws InterruptedException if the call is interrupted
     */
    CniResponse proceed(CniRequest request) throws InterruptedException;

    /**
     * Waits without using a processor.
     *
     * <p>If a pod's annotation named the failpoint file, all waits of the call together last no
     * longer than the node's policy allows ({@code maxDelay}); a longer one ends early.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the call is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits and keeps a processor busy; otherwise as {@link #sleep}.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the call is interrupted
     */
    void spin(Duration duration) throws InterruptedException;

    /** {@return how long the node's policy allows this call to wait from now on} */
    Duration maxDelay();

    /**
     * Announces the call as paused in the engine's state directory, and waits until it is released
     * there or the timeout has elapsed.
     *
     * @param timeout how long to wait at most; limited by {@link #maxDelay}
     * @throws InterruptedException if the call is interrupted
     * @throws io.cnifp.api.CniException with code 5 if the call cannot be announced
     */
    void awaitRelease(Duration timeout) throws InterruptedException;

    /**
     * Limits how long the delegate may run, if one is started before this action returns.
     *
     * <p>If it still runs then, its process gets the signal, what it has started is left alone, and
     * this process dies by the same signal: {@link #proceed} returns a {@link CniResponse.Signal}.
     * Of several limits the one that ends first counts.
     *
     * @param after how long after its start; zero ends it at once
     * @param signal one of {@link CniResponse.Signal#NAMES}
     * @throws IllegalArgumentException if the signal has another name
     * @throws IllegalStateException at an {@code after} point, where no delegate runs any more
     */
    void abortDelegate(Duration after, String signal);

    /**
     * {@return random numbers}
     *
     * <p>In a term with a percentage and {@code seed=S} they are those of {@code new
     * SplittableRandom(d)}, d being the draw of the seed that let the term fire, so that a run can
     * be repeated. If another engine finishes this call, it gets the numbers that were already
     * drawn again.
     */
    RandomGenerator random();

    /** {@return the time; if another engine finishes this call, it gets the same again} */
    Instant now();

    /**
     * {@return what this action keeps from one call to the next}
     *
     * @throws IllegalStateException if its provider does not say {@code state = true}
     */
    ActionState state();

    /**
     * Registers what is to be done on SIGTERM, SIGINT or SIGHUP, before the process dies by that
     * signal. Does not return if one of them has already arrived.
     *
     * <p>All callbacks of a call run at once and together get one second; what they throw is
     * dropped. The process dies in any case, and the delegate gets its two seconds after SIGTERM.
     *
     * @param callback what is done, on another thread
     * @return to be closed when it is not needed any more
     */
    DelegateContext.Registration onTermination(Runnable callback);

    /**
     * Writes the beginning of the reply to standard output at once, as UTF-8. What the response has
     * for standard output follows, and so does the error of a call that fails after this. A slow
     * reply is written in parts, with {@link #sleep} between them:
     *
     * <pre>{@code
     * FailpointAction slow = invocation -> {
     *   invocation.write("{\"cniVersion\":");
     *   invocation.sleep(Duration.ofSeconds(2));
     *   return CniResponse.success("\"1.0.0\"}");
     * };
     * }</pre>
     *
     * @param output the part; nothing of it is held back or changed
     */
    void write(String output);

    /**
     * Writes a line to standard error.
     *
     * @param line the line, without its end
     */
    void print(String line);
  }
}
