package io.cnifp.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The subcommands in groups with headings, as the help shows them. */
final class CommandGroups {
  private final CommandLine line;
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private List<String> current = new ArrayList<>();

  /** Creates groups for the subcommands of a command. */
  CommandGroups(CommandLine line) {
    this.line = line;
  }

  /** Starts a group. */
  CommandGroups group(String heading) {
    current = new ArrayList<>();
    groups.put(heading, current);
    return this;
  }

  /** Adds a subcommand to the command and to the last group. */
  CommandGroups add(String name, Object command) {
    line.addSubcommand(name, command);
    current.add(name);
    return this;
  }

  /** Renders the list: one line for each subcommand. */
  String list(Help help) {
    int width =
        groups.values().stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    groups.forEach((heading, names) -> {
      text.append('\n').append(heading).append(":\n");
      for (String name : names) {
        String summary =
            Objects.requireNonNull(line.getSubcommands().get(name))
                .getCommandSpec()
                .usageMessage()
                .header()[0];
        text.append("  ")
            .append(help.colorScheme().commandText(name))
            .append(" ".repeat(width - name.length() + 2))
            .append(summary)
            .append('\n');
      }
    });
    return text.toString();
  }
}
