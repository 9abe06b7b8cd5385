package io.cnifp.acceptance.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table in docs/security.md that says what an annotation's file may do under each policy.
 *
 * @param presets the columns, each with the names of its presets
 * @param rows the rows
 */
record RightsTable(List<Set<String>> presets, List<Row> rows) {
  private static final String BEGINNING = "| an annotation's file uses |";
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  /**
   * A row.
   *
   * @param actions the actions; empty for those that no row before names
   * @param points the points; empty for all
   * @param cells what happens, one word for each column
   */
  record Row(Set<String> actions, Set<String> points, List<String> cells) {}

  /** Reads the table of the page. */
  static RightsTable read(Path page) throws IOException {
    List<Set<String>> presets = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      List<String> cells = List.of(line.split("\\|", -1));
      if (line.startsWith(BEGINNING)) {
        inside = true;
        cells.subList(3, cells.size() - 1).forEach(cell -> presets.add(words(cell)));
      } else if (inside && !line.startsWith("|")) {
        return new RightsTable(presets, rows);
      } else if (inside && !line.startsWith("|--")) {
        List<String> outcomes = new ArrayList<>();
        cells.subList(3, cells.size() - 1).forEach(cell -> outcomes.add(cell.strip()));
        rows.add(new Row(words(cells.get(1)), words(cells.get(2)), outcomes));
      }
    }
    throw new IOException(page + " has no table of what an annotation may do");
  }

  /** Returns the word of the cell for an action at a point under a preset. */
  String outcome(String preset, String action, String point) {
    int column = -1;
    for (int i = 0; i < presets.size(); i++) {
      column = presets.get(i).contains(preset) ? i : column;
    }
    for (Row row : rows) {
      if ((row.actions().isEmpty() || row.actions().contains(action))
          && (row.points().isEmpty() || row.points().contains(point))) {
        return row.cells().get(column);
      }
    }
    throw new IllegalArgumentException("no row for " + action + " at " + point);
  }

  private static Set<String> words(String cell) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(cell);
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }
}
