package io.cnifp.cli.command;

/** The exit statuses of {@code cni-fp}; {@code call} has those of the plugin it runs. */
public final class ExitStatus {
  /** It is done, or the answer is yes. */
  public static final int DONE = 0;

  /** The answer is no: a file is wrong, nothing has fired in time, something isn't in order. */
  public static final int NO = 1;

  /** The arguments are wrong. */
  public static final int MISUSED = 2;

  /** It couldn't be done: a file can't be read, a lock not be had. */
  public static final int FAILED = 3;

  private ExitStatus() {}
}
