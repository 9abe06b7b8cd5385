package io.cnifp.engine.failpoint;

import java.util.Collection;
import java.util.TreeSet;

/** The message about an unknown name: the name, the nearest known one, all known ones. */
public final class UnknownName {
  /** How long a name may be to be repeated in a message. */
  static final int MAX_SHOWN = 40;

  private UnknownName() {}

  /**
   * Returns a name of the language's grammar, which needs no escapes, in quotes; of a long one only
   * the length.
   */
  public static String shown(String name) {
    return name.length() > MAX_SHOWN ? "of " + name.length() + " characters" : "\"" + name + "\"";
  }

  /** Returns the nearest known name, if one is near, and the list of all. */
  public static String suffix(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return " (known: "
        + String.join(", ", new TreeSet<>(known))
        + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?")
        + ")";
  }

  /** Returns the known name that is at most two typing errors away; empty if none is. */
  public static String nearest(String name, Collection<String> known) {
    String nearest = "";
    int least = 3;
    for (String candidate : new TreeSet<>(known)) {
      int distance = name.length() > MAX_SHOWN ? least : distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Returns how many letters must be added, removed, changed or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
