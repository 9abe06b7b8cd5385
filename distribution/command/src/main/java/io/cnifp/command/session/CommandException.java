package io.cnifp.command.session;

/** Ends a command with one line on standard error and an exit status. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Creates an exception.
   *
   * @param status one of {@link ExitStatus}
   * @param message names the thing, what was wrong and what to do
   */
  public CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the exit status, one of {@link ExitStatus}. */
  public int status() {
    return status;
  }
}
