package io.cnifp.engine.policy;

import io.cnifp.api.CniError;

/**
 * The policy, the default one included, does not let an annotation do what it asks for.
 *
 * <p>The call fails with the error. A DEL does not: it goes to the delegate, so that no pod's
 * author can keep a network from being torn down.
 */
public final class PolicyRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal; its code is 999.
   *
   * @param message what is refused, and which key of the policy decides
   */
  public PolicyRefusal(String message) {
    super(message);
  }

  /** Returns the error of a call that cannot pass the refusal over. */
  public CniError error() {
    return new CniError(CniError.INTERNAL, String.valueOf(getMessage()));
  }

  /** Returns this exception without a stack trace: it is an answer, not a defect. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
