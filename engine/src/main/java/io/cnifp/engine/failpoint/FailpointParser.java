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
    scanner.skipWhitespace();
    if (!scanner.accept("[")) {
      scanner.moveTo(from);
      return List.of();
    }
    List<TermFilter> filters = new ArrayList<>();
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

  private TermFilter filter(List<TermFilter> before) {
    int from = scanner.position();
    String word = scanner.name("a filter");
    for (TermFilter other : before) {
      if (other.word().equals(word)) {
        throw error("only one " + word + " was expected", from);
      }
    }
    for (Attribute attribute : Attribute.values()) {
      if (attribute.word().equals(word)) {
        return condition(attribute);
      }
    }
    for (Counter.Kind kind : Counter.Kind.values()) {
      if (kind.word().equals(word)) {
        return counter(kind, from);
      }
    }
    throw new FailpointSyntaxException(
        "unknown filter " + UnknownName.shown(word), from, UnknownName.suffix(word, filterNames()));
  }

  private Condition condition(Attribute attribute) {
    scanner.skipWhitespace();
    boolean negated = scanner.accept("!=");
    if (!negated && !scanner.accept("=")) {
      throw scanner.error("\"=\" or \"!=\" was expected");
    }
    FailpointScanner.Value value = scanner.value(',', ']');
    return new Condition(attribute, negated, value.source(), value.text());
  }

  private Counter counter(Counter.Kind kind, int from) {
    scanner.skipWhitespace();
    if (!scanner.accept("=")) {
      throw scanner.error("\"=\" was expected");
    }
    int at = scanner.position();
    FailpointScanner.Value value = scanner.value(',', ']');
    long number = wholeNumber(value.text(), kind.word(), kind == Counter.Kind.EVERY ? 1 : 0, at);
    if (kind.isWrittenByEvaluation()) {
      stateLength += scanner.position() - from + 1;
    }
    return new Counter(kind, number);
  }

  private static void refuseStateWithoutOwner(List<TermFilter> filters, int from) {
    Term term = new Term(Optional.empty(), Term.UNLIMITED, List.of(), filters);
    long phase = term.counter(Counter.Kind.PHASE).orElse(-1);
    if (phase >= term.counter(Counter.Kind.EVERY).orElse(0)) {
      throw error("a phase below every=N was expected", from);
    }
    if (term.counter(Counter.Kind.DRAWS).isPresent() && term.counter(Counter.Kind.SEED).isEmpty()) {
      throw error("draws requires seed=S", from);
    }
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

  private static List<String> filterNames() {
    List<String> names = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      names.add(attribute.word());
    }
    for (Counter.Kind kind : Counter.Kind.values()) {
      if (!kind.isWrittenByEvaluation()) {
        names.add(kind.word());
      }
    }
    return names;
  }

  private static FailpointSyntaxException error(String problem, int position) {
    return new FailpointSyntaxException(problem, position);
  }
}
