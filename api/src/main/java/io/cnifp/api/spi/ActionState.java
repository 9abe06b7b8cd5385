package io.cnifp.api.spi;

/**
 * A small store in which an action keeps numbers and texts from one call to the next.
 *
 * <p>It is kept in the failpoint file, in the member {@code state}, for each action of each term of
 * each point; {@code cni-fp show} shows it, {@code cni-fp set} and {@code clear} of the point
 * remove it. A name that was never set has the number 0 and the text {@code ""}; setting these
 * removes it.
 *
 * <p>Each method is one transaction, exact however many processes and threads call at once; two
 * methods are two. {@link FailpointAction.Invocation#state} creates one.
 *
 * <p>All methods throw {@link io.cnifp.api.CniException}: with code 11 if the file cannot be locked
 * in time, or if the failpoint was changed or removed after the call began; with code 999 if the
 * file cannot be read or written, a name has a value of the other type, a number would overflow, or
 * the action would keep more than {@value #MAX_BYTES} bytes of JSON. Nothing is stored then. An
 * {@link InterruptedException} says that the call was interrupted while it waited for the lock.
 *
 * <pre>{@code
 * FailpointAction everyOther = invocation ->
 *     invocation.state().add("calls", 1) % 2 == 0
 *         ? invocation.proceed()
 *         : CniResponse.failure(11, "every other call fails");
 * }</pre>
 *
 * @since 0.2
 */
public interface ActionState {
  /** How many bytes of JSON one action of one term may keep. */
  int MAX_BYTES = 4096;

  /**
   * {@return the number of a name}
   *
   * @param name the name
   * @throws InterruptedException if the call is interrupted
   */
  long number(String name) throws InterruptedException;

  /**
   * {@return the text of a name}
   *
   * @param name the name
   * @throws InterruptedException if the call is interrupted
   */
  String text(String name) throws InterruptedException;

  /**
   * Adds to a number.
   *
   * @param name the name
   * @param delta what is added; may be negative
   * @return the number as it was before
   * @throws InterruptedException if the call is interrupted
   */
  long add(String name, long delta) throws InterruptedException;

  /**
   * Sets a number if it is the expected one.
   *
   * @param name the name
   * @param expected what it must be
   * @param number what it is set to
   * @return whether it was the expected one, and is set
   * @throws InterruptedException if the call is interrupted
   */
  boolean compareAndSet(String name, long expected, long number) throws InterruptedException;

  /**
   * Sets a text if it is the expected one.
   *
   * @param name the name
   * @param expected what it must be
   * @param text what it is set to
   * @return whether it was the expected one, and is set
   * @throws InterruptedException if the call is interrupted
   */
  boolean compareAndSet(String name, String expected, String text) throws InterruptedException;
}
