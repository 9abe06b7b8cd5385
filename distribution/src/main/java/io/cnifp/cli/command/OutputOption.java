package io.cnifp.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --output} of the commands that can answer in JSON. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "text for people (default) or json for programs.")
  private Form form = Form.text;

  /** The forms of an answer; the constants are the words of the option. */
  enum Form {
    /** For people. */
    text,
    /** For programs. */
    json
  }

  boolean isJson() {
    return form == Form.json;
  }
}
