package io.cnifp.engine.failpoint;

import io.cnifp.api.spi.ActionArguments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the filters of a term, or of a whole file. */
final class FilterParser {
  private final FailpointScanner scanner;
  private int stateLength;

  FilterParser(FailpointScanner scanner) {
    this.scanner = scanner;
  }

  /** Returns how many characters of what was read were added by evaluations. */
  int stateLength() {
    return stateLength;
  }

  /**
   * Reads filters with commas between them.
   *
   * @param end ends a bare value, as a comma does
   * @param from where they begin, for messages about all
   */
  List<TermFilter> upTo(char end, int from) {
    List<TermFilter> filters = new ArrayList<>();
    do {
      scanner.skipWhitespace();
      filters.add(filter(filters, end));
    } while (scanner.accept(","));
    refuseStateWithoutOwner(filters, from);
    return List.copyOf(filters);
  }

  private TermFilter filter(List<TermFilter> before, char end) {
    int from = scanner.position();
    String word = scanner.name("a filter");
    for (TermFilter other : before) {
      if (other.word().equals(word)) {
        throw error("only one " + word + " was expected", from);
      }
    }
    for (Attribute attribute : Attribute.values()) {
      if (attribute.word().equals(word)) {
        return condition(attribute, end);
      }
    }
    if (word.equals(Expiry.WORD)) {
      return expiry(end);
    }
    for (Counter.Kind kind : Counter.Kind.values()) {
      if (kind.word().equals(word)) {
        return counter(kind, from, end);
      }
    }
    throw new FailpointSyntaxException(
        "unknown filter " + UnknownName.shown(word), from, UnknownName.suffix(word, names()));
  }

  private Condition condition(Attribute attribute, char end) {
    scanner.skipWhitespace();
    boolean negated = scanner.accept("!=");
    if (!negated && !scanner.accept("=")) {
      throw scanner.error("\"=\" or \"!=\" was expected");
    }
    FailpointScanner.Value value = scanner.value(',', end);
    return new Condition(attribute, negated, value.source(), value.text());
  }

  private Expiry expiry(char end) {
    requireEquals();
    int at = scanner.position();
    FailpointScanner.Value value = scanner.value(',', end);
    try {
      Instant instant = ExpiryTime.parse(value.text());
      return new Expiry(value.source(), instant);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), at);
    }
  }

  private Counter counter(Counter.Kind kind, int from, char end) {
    requireEquals();
    int at = scanner.position();
    FailpointScanner.Value value = scanner.value(',', end);
    long number = wholeNumber(value.text(), kind.word(), kind == Counter.Kind.EVERY ? 1 : 0, at);
    if (kind.isWrittenByEvaluation()) {
      stateLength += scanner.position() - from + 1;
    }
    return new Counter(kind, number);
  }

  private void requireEquals() {
    scanner.skipWhitespace();
    if (!scanner.accept("=")) {
      throw scanner.error("\"=\" was expected");
    }
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

  private static long wholeNumber(String text, String what, long low, int position) {
    try {
      return ActionArguments.wholeNumber(text, what, low, Long.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), position);
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      names.add(attribute.word());
    }
    names.add(Expiry.WORD);
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
