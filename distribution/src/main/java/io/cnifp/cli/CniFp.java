package io.cnifp.cli;

import io.cnifp.api.CniException;
import io.cnifp.cli.command.ActionsCommand;
import io.cnifp.cli.command.CallCommand;
import io.cnifp.cli.command.CheckCommand;
import io.cnifp.cli.command.ClearCommand;
import io.cnifp.cli.command.CommandException;
import io.cnifp.cli.command.CompletionCommand;
import io.cnifp.cli.command.DelegatesCommand;
import io.cnifp.cli.command.DoctorCommand;
import io.cnifp.cli.command.ExitStatus;
import io.cnifp.cli.command.HistoryCommand;
import io.cnifp.cli.command.ManCommand;
import io.cnifp.cli.command.ParseCommand;
import io.cnifp.cli.command.PausedCommand;
import io.cnifp.cli.command.ResumeCommand;
import io.cnifp.cli.command.Session;
import io.cnifp.cli.command.SetCommand;
import io.cnifp.cli.command.ShowCommand;
import io.cnifp.cli.command.SimulateCommand;
import io.cnifp.cli.command.WaitCommand;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyDuration;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code cni-fp} with all its subcommands. Made once for a process. */
@Command(
    name = "cni-fp",
    description = {
      "Looks at failpoint files and changes them, tells what fired, makes calls, and examines an"
          + " installation.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = false,
    footer = {
      "",
      "The first steps:",
      "  cni-fp set /tmp/f.json cmdAdd='1*error(try-again)'   the next ADD fails",
      "  cni-fp show /tmp/f.json                              what is still to come",
      "  cni-fp history --follow                              what fired",
      "  cni-fp doctor                                        if nothing happens",
      "",
      "Exit status: 0 done; 1 the answer is no, or something is wrong; 2 wrong",
      "arguments; 3 it couldn't be done. \"call\" ends as the plugin did."
    })
public final class CniFp {
  private final CommandLine line;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this, or with COMMAND what that does.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean version;

  /** Creates the command for a session. */
  public CniFp(Session session) {
    this.line = new CommandLine(this);
    add("check", new CheckCommand(session));
    add("show", new ShowCommand(session));
    add("set", new SetCommand(session));
    add("clear", new ClearCommand(session));
    add("simulate", new SimulateCommand(session));
    add("parse", new ParseCommand(session));
    add("history", new HistoryCommand(session));
    add("wait", new WaitCommand(session));
    add("paused", new PausedCommand(session));
    add("resume", new ResumeCommand(session));
    add("call", new CallCommand(session));
    add("actions", new ActionsCommand(session));
    add("delegates", new DelegatesCommand(session));
    add("doctor", new DoctorCommand(session));
    add("completion", new CompletionCommand(session));
    add("man", new ManCommand(session));
    line.addSubcommand("help", new HelpCommand());
    line.getCommandSpec()
        .versionProvider((IVersionProvider) () -> new String[] {"cni-fp " + session.version()});
    line.registerConverter(Duration.class, CniFp::duration);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            session.terminal().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setOut(session.terminal().out());
    line.setErr(session.terminal().err());
    line.setParameterExceptionHandler(CniFp::misused);
    line.setExecutionExceptionHandler((e, command, _) -> failed(e, session));
  }

  /** Runs the command line and returns the exit status; never throws. */
  public int run(String... arguments) {
    if (arguments.length == 0) {
      line.usage(line.getOut());
      return ExitStatus.DONE;
    }
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      line.getErr().println("cni-fp: this is too much for it: " + e);
      line.getErr().flush();
      return ExitStatus.FAILED;
    }
  }

  private void add(String name, Object command) {
    line.addSubcommand(name, command);
  }

  private static Duration duration(String text) {
    return PolicyDuration.parse(text)
        .map(read -> read.compareTo(Policy.UNLIMITED) < 0 ? read : Policy.UNLIMITED)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no duration such as 500ms, 30s, 5m or 1h"));
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            "cni-fp: "
                + message(e)
                + " (see "
                + command.getCommandSpec().qualifiedName()
                + " --help)");
    return ExitStatus.MISUSED;
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String argument = unmatched.getUnmatched().getFirst();
    boolean command = !e.getCommandLine().getSubcommands().isEmpty() && !argument.startsWith("-");
    List<String> near = unmatched.getSuggestions();
    return (command ? "there is no command '" : "unknown argument '")
        + argument
        + "'"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  private static int failed(Exception e, Session session) {
    if (e instanceof CommandException told) {
      session.terminal().error("cni-fp: " + told.getMessage());
      return told.status();
    }
    if (e instanceof CniException || e instanceof UncheckedIOException) {
      session.terminal().error("cni-fp: " + e.getMessage());
      return ExitStatus.FAILED;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      session.terminal().error("cni-fp: interrupted");
      return ExitStatus.FAILED;
    }
    session.terminal().error("cni-fp: this is a defect of cni-fp: " + e);
    return ExitStatus.FAILED;
  }
}
