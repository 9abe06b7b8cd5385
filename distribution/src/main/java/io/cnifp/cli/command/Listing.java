package io.cnifp.cli.command;

import io.cnifp.engine.provider.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A list of what providers bring, built in and from plugins, and what is wrong with plugins. */
final class Listing {
  private static final String BUILT_IN = "built in";

  private final Session session;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<Map<String, Object>> broken = new ArrayList<>();

  Listing(Session session) {
    this.session = session;
  }

  /** Adds a provider; one that can't describe itself is told as broken. */
  void add(
      String name,
      Supplier<Optional<String>> usage,
      Supplier<Optional<String>> description,
      Optional<Plugin> from) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("from", from.map(Plugin::shown).orElse(BUILT_IN));
    try {
      usage.get().ifPresent(text -> row.put("usage", text));
      description.get().ifPresent(text -> row.put("description", text));
      rows.add(row);
    } catch (RuntimeException | LinkageError e) {
      addProblem(from.map(Plugin::shown).orElse(BUILT_IN), name + " can't describe itself: " + e);
    }
  }

  private void addProblem(String plugin, String problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("plugin", plugin);
    row.put("problem", problem);
    broken.add(row);
  }

  void addProblems(List<Plugin> plugins) {
    for (Plugin plugin : plugins) {
      for (String problem : plugin.problems()) {
        addProblem(plugin.shown(), problem);
      }
    }
  }

  int show(String what, boolean json) {
    Terminal terminal = session.terminal();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(what, rows);
      all.put("broken", broken);
      terminal.json(all);
      return status();
    }
    for (Map<String, Object> row : rows) {
      String name = String.valueOf(row.get("name"));
      String from = String.valueOf(row.get("from"));
      terminal.line(
          terminal.styled(Terminal.Style.STRONG, name)
              + (from.equals(BUILT_IN) ? "" : "  (" + from + ")"));
      indented(row.getOrDefault("description", ""));
      indented(row.getOrDefault("usage", ""));
    }
    for (Map<String, Object> row : broken) {
      terminal.line(
          terminal.styled(Terminal.Style.BAD, "broken")
              + ": "
              + row.get("plugin")
              + ": "
              + row.get("problem"));
    }
    return status();
  }

  private void indented(Object text) {
    if (!text.equals("")) {
      session.terminal().line("    " + text);
    }
  }

  private int status() {
    return broken.isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
  }
}
