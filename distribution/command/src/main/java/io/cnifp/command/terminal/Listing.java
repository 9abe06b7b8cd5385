package io.cnifp.command.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A list of providers, built in and from extensions, and of extensions with problems. */
public final class Listing {
  private static final String BUILT_IN = "built in";

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<Map<String, Object>> broken = new ArrayList<>();

  /**
   * Adds a provider. If it fails to describe itself, a problem is added instead.
   *
   * @param origin the extension that it comes from; empty if it is built in
   */
  public void add(
      String name,
      Supplier<Optional<String>> usage,
      Supplier<Optional<String>> description,
      Optional<String> origin) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("from", origin.orElse(BUILT_IN));
    try {
      usage.get().ifPresent(text -> row.put("usage", text));
      description.get().ifPresent(text -> row.put("description", text));
      rows.add(row);
    } catch (RuntimeException | LinkageError e) {
      addProblem(origin.orElse(BUILT_IN), name + " can't describe itself: " + e);
    }
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
