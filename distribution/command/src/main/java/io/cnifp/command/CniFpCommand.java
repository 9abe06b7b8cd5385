package io.cnifp.command;

import io.cnifp.api.CniException;
import io.cnifp.command.calls.CallCommand;
import io.cnifp.command.calls.PausedCommand;
import io.cnifp.command.calls.ResumeCommand;
import io.cnifp.command.extension.ExtensionCommand;
import io.cnifp.command.failpoints.CheckCommand;
import io.cnifp.command.failpoints.ClearCommand;
import io.cnifp.command.failpoints.ParseCommand;
import io.cnifp.command.failpoints.SetCommand;
import io.cnifp.command.failpoints.ShowCommand;
import io.cnifp.command.failpoints.SimulateCommand;
import io.cnifp.command.journal.HistoryCommand;
import io.cnifp.command.journal.WaitCommand;
import io.cnifp.command.node.ActionsCommand;
import io.cnifp.command.node.DelegatesCommand;
import io.cnifp.command.node.DoctorCommand;
import io.cnifp.command.node.EngineCommand;
import io.cnifp.command.node.InstallCommand;
import io.cnifp.command.node.PolicyCommand;
import io.cnifp.command.node.UninstallCommand;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.DurationOption;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.engine.interception.DiagnosticText;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code cni-fp} with all its subcommands. Created once for a process or a test. */
@Command(
    name = "cni-fp",
    description = {
      "",
      "Works with CNI failpoints: edits failpoint files, reports what fired, makes CNI calls, and"
          + " checks an installation.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = false,
    footer = {
      "",
      "First steps:",
      "  cni-fp set /tmp/f.json cmdAdd='1*error(try-again)'   make the next ADD fail",
      "  cni-fp show /tmp/f.json                              see what is left",
      "  cni-fp history --follow                              see what fires",
      "  cni-fp doctor                                        find out why nothing does",
      "",
      "Exit status: 0 success; 1 the answer is no, or a check failed; 2 invalid",
      "arguments; 3 an error. \"cni-fp call\" exits as the plugin does."
    })
public final class CniFpCommand {
  private final CommandLine line;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean version;

  /** Creates the command for a session. */
  public CniFpCommand(Session session) {
    this.line = new CommandLine(this);
    CommandGroups groups =
        new CommandGroups(line)
            .group("Failpoint files")
            .add("check", new CheckCommand(session))
            .add("show", new ShowCommand(session))
            .add("set", new SetCommand(session))
            .add("clear", new ClearCommand(session))
            .add("simulate", new SimulateCommand(session))
            .group("What fired")
            .add("history", new HistoryCommand(session))
            .add("wait", new WaitCommand(session))
            .group("Calls")
            .add("call", new CallCommand(session))
            .add("paused", new PausedCommand(session))
            .add("resume", new ResumeCommand(session))
            .group("Installation")
            .add("install", new InstallCommand(session))
            .add("uninstall", new UninstallCommand(session))
            .add("doctor", new DoctorCommand(session))
            .add("policy", new PolicyCommand(session))
            .add("engine", new EngineCommand(session))
            .add("actions", new ActionsCommand(session))
            .add("delegates", new DelegatesCommand(session))
            .add("extension", new ExtensionCommand(session))
            .add("completion", new CompletionCommand(session))
            .add("help", help());
    // Hidden: checks and the build use them.
    line.addSubcommand("parse", new ParseCommand(session));
    line.addSubcommand("man", new ManCommand(session));
    line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, groups::list);
    line.getCommandSpec()
        .versionProvider((IVersionProvider) () -> new String[] {"cni-fp " + session.version()});
    line.registerConverter(Duration.class, DurationOption::parse);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            session.terminal().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setOut(session.terminal().out());
    line.setErr(session.terminal().err());
    line.setExecutionStrategy(CniFpCommand::execute);
    line.setParameterExceptionHandler(CniFpCommand::misused);
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
      line.getErr().println("cni-fp: the input is too large: " + e);
      line.getErr().flush();
      return ExitStatus.FAILED;
    }
  }

  /** Returns the names of all subcommands, the hidden ones included. */
  Set<String> subcommands() {
    return line.getSubcommands().keySet();
  }

  private static CommandLine help() {
    CommandLine help = new CommandLine(new HelpCommand());
    help.getCommandSpec().usageMessage().header("Show the help of a command.", "");
    return help;
  }

  /** An argument that nothing takes is an error also beside {@code --help}. */
  private static int execute(ParseResult result) {
    for (CommandLine command : result.asCommandLineList()) {
      List<String> unmatched = command.getUnmatchedArguments();
      if (!unmatched.isEmpty()) {
        throw new UnmatchedArgumentException(command, unmatched);
      }
    }
    return new RunLast().execute(result);
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
      return DiagnosticText.oneLine(String.valueOf(e.getMessage()));
    }
    String argument = DiagnosticText.oneLine(unmatched.getUnmatched().getFirst());
    boolean command = !e.getCommandLine().getSubcommands().isEmpty() && !argument.startsWith("-");
    List<String> near = unmatched.getSuggestions();
    return (command ? "unknown command '" : "unknown argument '")
        + argument
        + "'"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  private static int failed(Exception e, Session session) {
    if (e instanceof CommandException ended) {
      session.terminal().error("cni-fp: " + ended.getMessage());
      return ended.status();
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
    session.terminal().error("cni-fp: internal error: " + e);
    return ExitStatus.FAILED;
  }
}
