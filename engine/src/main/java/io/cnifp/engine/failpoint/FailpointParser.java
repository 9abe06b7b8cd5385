package io.cnifp.engine.failpoint;

import io.cnifp.api.spi.ActionArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a failpoint in one pass, in time and memory that grow linearly with its text, without
 * recursion.
 */
final class FailpointParser {
  /** What a failpoint may grow to by the state that evaluations add; the failpoint file's bound. */
  private static final int MAX_LENGTH_WITH_STATE = 1024 * 1024;

  private final FailpointScanner scanner;
  private final int length;
  private int stateLength;

  FailpointParser(String text) {
    scanner = new FailpointScanner(text);
    length = text.length();
  }

  Failpoint failpoint() {
    refuseLongerThan(MAX_LENGTH_WITH_STATE);
    List<Term> terms = new ArrayList<>();
    do {
      scanner.skipWhitespace();
      terms.add(term());
      scanner.skipWhitespace();
    } while (scanner.accept("->"));
    if (!scanner.atEnd()) {
      throw scanner.error("\"->\" or the end was expected");
    }
    refuseLongerThan(Failpoint.MAX_LENGTH + stateLength);
    return new Failpoint(terms);
  }

  private void refuseLongerThan(int limit) {
    if (length > limit) {
      throw new FailpointSyntaxException(
          "a failpoint is at most " + Failpoint.MAX_LENGTH + " characters long, this one ends",
          length);
    }
  }

  private Term term() {
    String percent = "";
    long count = Term.UNLIMITED;
    while (true) {
      int from = scanner.position();
      String number = scanner.decimal();
      if (!number.isEmpty() && scanner.peek() == '*') {
        if (count != Term.UNLIMITED) {
          throw error("only one count was expected", from);
        }
        count = wholeNumber(number, "a count", 0, from);
      } else if (!number.isEmpty() && scanner.peek() == '%') {
        if (!percent.isEmpty()) {
          throw error("only one percentage was expected", from);
        }
        if (Double.parseDouble(number) > 100) {
          throw error("a percentage from 0 to 100 was expected", from);
        }
        percent = number;
      } else if (number.isEmpty()) {
        break;
      } else {
        throw scanner.error("\"*\" or \"%\" was expected behind the number");
      }
      scanner.moveTo(scanner.position() + 1);
      scanner.skipWhitespace();
    }
    return new Term(percent, count, steps(), filters());
  }

  private List<Step> steps() {
    Step first = step();
    if (!acceptBehindWhitespace("+")) {
      return List.of(first);
    }
    List<Step> steps = new ArrayList<>();
    steps.add(first);
    do {
      scanner.skipWhitespace();
      steps.add(step());
    } while (acceptBehindWhitespace("+"));
    return List.copyOf(steps);
  }

  private Step step() {
    int from = scanner.position();
    String name = scanner.name("an action");
    if (scanner.accept("(")) {
      String raw = scanner.raw();
      String kept = name.equals("delay") ? withoutLeadingZeros(raw) : raw;
      return new Step(name, ActionArguments.raw(raw), name + "(" + kept + ")", from);
    }
    if (scanner.accept("{")) {
      return named(name, from);
    }
    return new Step(name, ActionArguments.none(), name, from);
  }

  private Step named(String name, int from) {
    Map<String, String> arguments = new LinkedHashMap<>();
    StringBuilder source = new StringBuilder(name);
    do {
      scanner.skipWhitespace();
      int at = scanner.position();
      String key = scanner.name("an argument's name");
      scanner.skipWhitespace();
      if (!scanner.accept("=")) {
        throw scanner.error("\"=\" was expected");
      }
      FailpointScanner.Value value = scanner.value(',', '}');
      source.append(arguments.isEmpty() ? '{' : ',');
      if (arguments.put(key, value.text()) != null) {
        throw error("only one argument " + UnknownName.shown(key) + " was expected", at);
      }
      source.append(key).append('=').append(value.source());
    } while (scanner.accept(","));
    if (!scanner.accept("}")) {
      throw scanner.error("\",\" or \"}\" was expected");
    }
    return new Step(name, ActionArguments.named(arguments), source.append('}').toString(), from);
  }

  private List<Filter> filters() {
    int from = scanner.position();
    scanner.skipWhitespace();
    if (!scanner.accept("[")) {
      scanner.moveTo(from);
      return List.of();
    }
    List<Filter> filters = new ArrayList<>();
    do {
      scanner.skipWhitespace();
      filters.add(filter(filters));
    } while (scanner.accept(","));
    if (!scanner.accept("]")) {
      throw scanner.error("\",\" or \"]\" was expected");
    }
    refuseStateWithoutOwner(filters, from);
    return List.copyOf(filters);
  }

  private Filter filter(List<Filter> before) {
    int from = scanner.position();
    String word = scanner.name("a filter");
    Filter.Key key = Filter.Key.of(word).orElse(null);
    if (key == null) {
      throw new FailpointSyntaxException(
          "unknown filter " + UnknownName.shown(word),
          from,
          UnknownName.suffix(word, filterNames()));
    }
    for (Filter other : before) {
      if (other.key() == key) {
        throw error("only one " + word + " was expected", from);
      }
    }
    scanner.skipWhitespace();
    boolean negated = !key.isNumber() && scanner.accept("!=");
    if (!negated && !scanner.accept("=")) {
      throw scanner.error(key.isNumber() ? "\"=\" was expected" : "\"=\" or \"!=\" was expected");
    }
    int at = scanner.position();
    FailpointScanner.Value value = scanner.value(',', ']');
    if (!key.isNumber()) {
      return new Filter(key, negated, value.source(), value.text());
    }
    long number = wholeNumber(value.text(), word, key == Filter.Key.EVERY ? 1 : 0, at);
    if (key.isState()) {
      stateLength += scanner.position() - from + 1;
    }
    return Filter.number(key, number);
  }

  private static void refuseStateWithoutOwner(List<Filter> filters, int from) {
    Term term = new Term("", Term.UNLIMITED, List.of(), filters);
    Filter phase = term.filter(Filter.Key.PHASE);
    Filter every = term.filter(Filter.Key.EVERY);
    if (phase != null && (every == null || phase.number() >= every.number())) {
      throw error("a phase below every=N was expected", from);
    }
    if (term.filter(Filter.Key.DRAWS) != null && term.filter(Filter.Key.SEED) == null) {
      throw error("draws without seed=S was not expected", from);
    }
  }

  private boolean acceptBehindWhitespace(String expected) {
    int from = scanner.position();
    scanner.skipWhitespace();
    if (scanner.accept(expected)) {
      return true;
    }
    scanner.moveTo(from);
    return false;
  }

  private static long wholeNumber(String text, String what, long low, int position) {
    try {
      return ActionArguments.wholeNumber(text, what, low, Long.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), position);
    }
  }

  private static String withoutLeadingZeros(String raw) {
    int zeros = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < '0' || c > '9') {
        return raw;
      }
      if (c == '0' && zeros == i && i < raw.length() - 1) {
        zeros++;
      }
    }
    return raw.substring(zeros);
  }

  private static List<String> filterNames() {
    List<String> names = new ArrayList<>();
    for (Filter.Key key : Filter.Key.values()) {
      if (!key.isState()) {
        names.add(key.word());
      }
    }
    return names;
  }

  private static FailpointSyntaxException error(String problem, int position) {
    return new FailpointSyntaxException(problem, position);
  }
}
