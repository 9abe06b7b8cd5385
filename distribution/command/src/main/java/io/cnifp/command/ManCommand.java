package io.cnifp.command;

import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code cni-fp man}: the build writes its output into the image. */
@Command(
    hidden = true,
    header = {"Print the manual page of cni-fp.", ""},
    description = {"", "Prints it in the format of man(7).", ""},
    sortOptions = false,
    footer = {"", "Example: cni-fp man | man -l -"})
public final class ManCommand extends Subcommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Creates the subcommand. */
  public ManCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    line(".TH CNI\\-FP 1 \"\" \"cni\\-fp " + roff(session.version()) + "\" \"cni\\-fp\"");
    line(".SH NAME");
    line("cni\\-fp \\- work with CNI failpoints");
    line(".SH SYNOPSIS");
    line(".B cni\\-fp");
    line(".I COMMAND");
    line(".RI [ ARGUMENT ...]");
    line(".SH DESCRIPTION");
    paragraphs(root.usageMessage().description());
    line(".SH COMMANDS");
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      if (!command.getKey().equals("help")
          && !command.getValue().getCommandSpec().usageMessage().hidden()) {
        subcommand(command.getKey(), command.getValue().getCommandSpec());
      }
    }
    line(".SH EXIT STATUS");
    line("0 success; 1 the answer is no, or a check failed; 2 invalid arguments; 3 an error.");
    line(".B call");
    line("exits as the plugin does.");
    line(".SH ENVIRONMENT");
    entry("CNI_FP_JOURNAL", "The journal. It overrides that of the policy.");
    entry("CNI_FP_POLICY", "The policy, instead of /etc/cni-fp/policy.json.");
    entry("CNI_FP_STATE_DIR", "The directory for locks and paused calls, instead of /run/cni-fp.");
    entry("NO_COLOR", "Disables colours on a terminal.");
    line(".SH SEE ALSO");
    line(".BR cni\\-bridge\\-fp (8)");
    return ExitStatus.DONE;
  }

  private void subcommand(String name, CommandSpec command) {
    line(".SS " + roff(name));
    line(".nf");
    for (String row : command.commandLine().getHelp().synopsis(0).stripTrailing().split("\n", -1)) {
      line(roff(row));
    }
    line(".fi");
    paragraphs(command.usageMessage().header());
    paragraphs(command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(parameter.paramLabel(), String.join(" ", parameter.description()));
    }
    for (OptionSpec option : command.options()) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      entry(String.join(", ", option.names()) + label, String.join(" ", option.description()));
    }
    List<String> footer = List.of(command.usageMessage().footer());
    if (!footer.isEmpty()) {
      line(".PP");
      line(".nf");
      footer.stream().filter(row -> !row.isEmpty()).forEach(row -> line(roff(row)));
      line(".fi");
    }
  }

  private void paragraphs(String[] paragraphs) {
    for (String paragraph : paragraphs) {
      if (!paragraph.isEmpty()) {
        line(".PP");
        line(roff(paragraph));
      }
    }
  }

  private void entry(String term, String text) {
    line(".TP");
    line(".B " + roff(term));
    line(roff(text));
  }

  private void line(String text) {
    session.terminal().line(text);
  }

  /** Escapes what roff interprets; {@code %%} is picocli's escape of a percent sign. */
  private static String roff(String text) {
    String escaped = text.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
