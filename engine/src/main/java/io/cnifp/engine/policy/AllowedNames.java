package io.cnifp.engine.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which names of one kind, actions or points, an annotation's file may use: those that the
 * reference knows, all, or those of a list.
 *
 * @param breadth how the names are given
 * @param names the names, unless all are allowed
 */
public record AllowedNames(Breadth breadth, Set<String> names) {

  /** How the allowed names are given. */
  public enum Breadth {
    /** Those that the reference knows. */
    REFERENCE,
    /** All. */
    ALL,
    /** Those that the administrator lists. */
    LISTED
  }

  /** All names. */
  public static final AllowedNames ALL = new AllowedNames(Breadth.ALL, Set.of());

  /** The actions of the reference; {@code sleep} is the other name of its {@code delay}. */
  public static final AllowedNames REFERENCE_ACTIONS =
      new AllowedNames(Breadth.REFERENCE, Set.of("off", "error", "panic", "delay", "sleep"));

  /** The points of the reference. */
  public static final AllowedNames REFERENCE_POINTS =
      new AllowedNames(Breadth.REFERENCE, Set.of("cmdAdd", "cmdDel", "cmdCheck"));

  /** Returns the names of a list. */
  public static AllowedNames listed(List<String> names) {
    return new AllowedNames(Breadth.LISTED, Set.copyOf(names));
  }

  /** Returns whether a name is allowed. */
  public boolean allows(String name) {
    return breadth == Breadth.ALL || names.contains(name);
  }

  /** Returns the names for a message. */
  public String shown() {
    return switch (breadth) {
      case ALL -> "all";
      case REFERENCE, LISTED -> names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
    };
  }
}
