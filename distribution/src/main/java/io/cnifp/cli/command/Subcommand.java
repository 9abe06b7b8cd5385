package io.cnifp.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has: a session, an exit status and the option {@code --help}. */
abstract class Subcommand implements Callable<Integer> {
  /** What the command works with. */
  protected final Session session;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 1000,
      description = "Shows this.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  Subcommand(Session session) {
    this.session = session;
  }
}
