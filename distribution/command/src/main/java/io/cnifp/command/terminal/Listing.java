package io.cnifp.command.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of providers, built in and from extensions, and of extensions with problems. */
public final class Listing {
  private static final String BUILT_IN = "built in";

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<Map<String, Object>> broken = new ArrayList<>();

  /**
   * Adds a provider.
   *
   * @param usage its forms; may be empty
   * @param description what it does; may be empty
   * @param origin where it comes from, {@code built in} or an extension
   */
  public void add(String name, String usage, String description, String origin) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("from", origin);
    if (!usage.isEmpty()) {
      row.put("usage", usage);
    }
    if (!description.isEmpty()) {
      row.put("description", description);
    }
    rows.add(row);
  }

  /** Adds a problem of an extension. */
  public void addProblem(String extension, String problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("extension", extension);
    row.put("problem", problem);
    broken.add(row);
  }

  /** Returns whether there are no problems. */
  public boolean isComplete() {
    return broken.isEmpty();
  }

  /**
   * Prints the list.
   *
   * @param what the member of the JSON object that has the rows
   */
  public void print(Terminal terminal, String what, boolean json) {
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(what, rows);
      all.put("broken", broken);
      terminal.json(all);
      return;
    }
    for (Map<String, Object> row : rows) {
      String name = terminal.styled(Terminal.Style.STRONG, String.valueOf(row.get("name")));
      String from = String.valueOf(row.get("from"));
      terminal.line(from.equals(BUILT_IN) ? name : name + "  (" + from + ")");
      indented(terminal, row.getOrDefault("description", ""));
      indented(terminal, row.getOrDefault("usage", ""));
    }
    for (Map<String, Object> row : broken) {
      terminal.line(
          terminal.styled(Terminal.Style.BAD, "broken")
              + ": "
              + row.get("extension")
              + ": "
              + row.get("problem"));
    }
  }

  private static void indented(Terminal terminal, Object text) {
    if (!text.equals("")) {
      terminal.line("    " + text);
    }
  }
}
