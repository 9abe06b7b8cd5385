package io.cnifp.command.session;

/** The exit statuses of {@code cni-fp}; {@code call} has those of the plugin that it runs. */
public final class ExitStatus {
  /** Success, or the answer is yes. */
  public static final int DONE = 0;

  /** The answer is no: a file is invalid, nothing fired in time, or a check failed. */
  public static final int NO = 1;

  /** The arguments are invalid. */
  public static final int MISUSED = 2;

  /** An error: for example, a file can't be read or a lock can't be taken. */
  public static final int FAILED = 3;

  private ExitStatus() {}
}
