package io.cnifp.engine.binding;

/** Thrown when a name has no usable provider; the message continues "the action X ...". */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProviderException(String problem) {
    super(problem);
  }
}
