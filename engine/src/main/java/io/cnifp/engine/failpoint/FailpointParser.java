package io.cnifp.engine.failpoint;

import io.cnifp.api.spi.ActionArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses a failpoint in one pass, in time and memory linear in the length of its text, without
 * recursion.
 */
final class FailpointParser {
  /** What a failpoint may grow to when evaluations add state: the limit of a failpoint file. */
  private static final int MAX_LENGTH_WITH_STATE = 1024 * 1024;

  private final FailpointScanner scanner;
  private final int length;
  private final FilterParser filters;

  FailpointParser(String text) {
    scanner = new FailpointScanner(text);
    filters = new FilterParser(scanner);
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
    refuseLongerThan(Failpoint.MAX_LENGTH + filters.stateLength());
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
    Optional<Probability> probability = Optional.empty();
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
        if (probability.isPresent()) {
          throw error("only one percentage was expected", from);
        }
        probability = Optional.of(Probability.of(number));
        if (probability.get().percent() > 100) {
          throw error("a percentage from 0 to 100 was expected", from);
        }
      } else if (number.isEmpty()) {
        break;
      } else {
        throw scanner.error("\"*\" or \"%\" was expected after the number");
      }
      scanner.moveTo(scanner.position() + 1);
      scanner.skipWhitespace();
    }
    return new Term(probability, count, steps(), filters());
  }

  private List<Step> steps() {
    Step first = step();
    if (!acceptAfterWhitespace("+")) {
      return List.of(first);
    }
    List<Step> steps = new ArrayList<>();
    steps.add(first);
    do {
      scanner.skipWhitespace();
      if (steps.size() == Term.MAX_STEPS) {
        throw scanner.error("at most " + Term.MAX_STEPS + " steps in a term were expected");
      }
      steps.add(step());
    } while (acceptAfterWhitespace("+"));
    return List.copyOf(steps);
  }

  private Step step() {
    int from = scanner.position();
    String name = scanner.name("an action");
    if (scanner.accept("(")) {
      String raw = scanner.raw();
      String stored = ReferenceForm.ofRaw(name, raw);
      return new Step(name, ActionArguments.raw(raw), name + "(" + stored + ")", from);
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

  private List<TermFilter> filters() {
    int from = scanner.position();
    if (!acceptAfterWhitespace("[")) {
      return List.of();
    }
    List<TermFilter> read = filters.upTo(']', from);
    if (!scanner.accept("]")) {
      throw scanner.error("\",\" or \"]\" was expected");
    }
    return read;
  }

  private boolean acceptAfterWhitespace(String expected) {
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

  private static FailpointSyntaxException error(String problem, int position) {
    return new FailpointSyntaxException(problem, position);
  }
}
