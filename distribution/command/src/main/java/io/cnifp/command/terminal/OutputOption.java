package io.cnifp.command.terminal;

import picocli.CommandLine.Option;

/** The option {@code --output} of the commands that can answer in JSON. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Output format: text (default) or json.")
  private Format format = Format.text;

  /** The formats; the constants are the words of the option. */
  enum Format {
    /** For people. */
    text,
    /** For programs. */
    json
  }

  /** Returns whether JSON is requested. */
  public boolean isJson() {
    return format == Format.json;
  }
}
