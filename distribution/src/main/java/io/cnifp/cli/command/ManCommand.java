package io.cnifp.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code cni-fp man}: prints the man page; the build puts it into the image. */
@Command(
    description = {"Prints the manual page of cni-fp, in the language of man(7).", ""},
    sortOptions = false,
    footer = {"", "Example: cni-fp man | man -l -"})
public final class ManCommand extends Subcommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Creates the command. */
  public ManCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    line(".TH CNI\\-FP 1 \"\" \"cni\\-fp " + roff(session.version()) + "\" \"cni\\-fp\"");
    line(".SH NAME");
    line("cni\\-fp \\- looks at CNI failpoints, changes them and tells what fired");
    line(".SH SYNOPSIS");
    line(".B cni\\-fp");
    line(".I COMMAND");
    line(".RI [ ARGUMENT ...]");
    line(".SH DESCRIPTION");
    paragraphs(root.usageMessage().description());
    line(".SH COMMANDS");
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      if (!command.getKey().equals("help")) {
        subcommand(command.getKey(), command.getValue().getCommandSpec());
      }
    }
    line(".SH EXIT STATUS");
    line("0 done; 1 the answer is no, or something is wrong; 2 wrong arguments; 3 it couldn't be");
    line("done.");
    line(".B call");
    line("ends as the plugin did.");
    line(".SH ENVIRONMENT");
    entry("CNI_FP_JOURNAL", "the journal; goes before the policy's");
    entry("CNI_FP_POLICY", "the policy instead of /etc/cni-fp/policy.json");
    entry("CNI_FP_STATE_DIR", "the folder for locks and paused calls instead of /run/cni-fp");
    entry("NO_COLOR", "no colours on a terminal");
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

  /** Escapes what roff would take for its own; {@code %%} is picocli's word for a percent sign. */
  private static String roff(String text) {
    String escaped = text.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
