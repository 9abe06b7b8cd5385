package io.cnifp.cli.command;

/** Ends a command with one line on standard error and an exit status. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Creates an exception; the message names the thing, what was wrong and what to do. */
  public CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The exit status, one of {@link ExitStatus}. */
  public int status() {
    return status;
  }
}
