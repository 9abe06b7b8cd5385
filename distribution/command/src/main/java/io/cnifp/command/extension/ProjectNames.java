package io.cnifp.command.extension;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the things of a project are called, as they follow from the name of its action or delegate.
 *
 * @param name the name, such as {@code acme.flaky}
 * @param packageName the package, such as {@code acme.flaky}
 * @param className the provider's class without its package, such as {@code FlakyProvider}
 */
record ProjectNames(String name, String packageName, String className) {
  private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9_]*([.][a-z0-9_]+)+");
  private static final Pattern DELEGATE =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]*([.][a-zA-Z0-9_-]+)+");
  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)*");
  private static final int LONGEST = 100;

  /** The JVM and cni-fp take classes of these packages from themselves alone. */
  private static final Pattern TAKEN = Pattern.compile("(java|javax|jdk|sun|io[.]cnifp)([.].*|$)");

  private static final Set<String> SERVICES = Set.of("FailpointActionProvider", "DelegateProvider");

  /** The Java Language Specification, section 3.9, and {@code _}. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while _")
              .split(" ", -1));

  /**
   * Derives the names of a project.
   *
   * @param name the name of the action or the delegate
   * @param delegate whether it is a delegate
   * @param wanted the package; empty to derive it from the name
   * @throws CommandException if the name or the package cannot be used
   */
  static ProjectNames of(String name, boolean delegate, String wanted) {
    if (name.length() > LONGEST || !(delegate ? DELEGATE : ACTION).matcher(name).matches()) {
      throw new CommandException(
          ExitStatus.MISUSED,
          "'"
              + (name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name)
              + (delegate
                  ? "' cannot be a delegate's name: letters, digits, _ and -, with a dot inside,"
                      + " are"
                  : "' cannot be an action's name: a-z, 0-9 and _, with a dot inside, are")
              + " expected, such as acme.flaky");
    }
    String packageName = wanted.isEmpty() ? packageOf(name) : wanted;
    for (String part : packageName.split("[.]", -1)) {
      if (!PACKAGE.matcher(packageName).matches() || KEYWORDS.contains(part)) {
        throw new CommandException(
            ExitStatus.MISUSED, "'" + packageName + "' cannot be a package of Java");
      }
    }
    if (TAKEN.matcher(packageName).matches()) {
      throw new CommandException(
          ExitStatus.MISUSED,
          "the package " + packageName + " is not yours; name another one with --package");
    }
    return new ProjectNames(name, packageName, classOf(name));
  }

  /** Returns the group of the Maven project. */
  String group() {
    int dot = packageName.lastIndexOf('.');
    return dot < 0 ? packageName : packageName.substring(0, dot);
  }

  /** Returns the Maven project, which also names its directory. */
  String artifact() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
  }

  private static String packageOf(String name) {
    StringBuilder parts = new StringBuilder();
    for (String part : name.toLowerCase(Locale.ROOT).replace('-', '_').split("[.]", -1)) {
      boolean digit = Character.isDigit(part.charAt(0));
      parts.append(parts.isEmpty() ? "" : ".").append(digit ? "_" : "").append(part);
      parts.append(KEYWORDS.contains(part) ? "_" : "");
    }
    return parts.toString();
  }

  /** The last word names the class; all do if that is not a name of its own. */
  private static String classOf(String name) {
    String last = capitalized(name.substring(name.lastIndexOf('.') + 1)) + "Provider";
    return Character.isUpperCase(last.charAt(0)) && !SERVICES.contains(last)
        ? last
        : "The" + capitalized(name) + "Provider";
  }

  private static String capitalized(String words) {
    StringBuilder capitalized = new StringBuilder();
    for (String word : words.split("[._-]", -1)) {
      if (!word.isEmpty()) {
        capitalized.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return capitalized.toString();
  }
}
