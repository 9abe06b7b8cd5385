package io.cnifp.command.session;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A subcommand: has a session, returns an exit status, and takes the option {@code --help}. */
public abstract class Subcommand implements Callable<Integer> {
  /** The session that it runs in. */
  protected final Session session;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 1000,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  /** Creates a subcommand of a session. */
  protected Subcommand(Session session) {
    this.session = session;
  }
}
