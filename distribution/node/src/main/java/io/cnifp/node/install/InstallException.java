package io.cnifp.node.install;

/** Ends an installation. The message is one sentence; nothing has been changed. */
public final class InstallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  public InstallException(String message) {
    super(message);
  }

  /** Creates an exception with its cause. */
  public InstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
