package io.cnifp.engine.foreign;

/**
 * What the engine throws through the code of an action or a delegate, which did not fail then. An
 * extension's code should let it pass.
 */
public abstract class ThrownThrough extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one with a message. */
  protected ThrownThrough(String message) {
    super(message);
  }
}
