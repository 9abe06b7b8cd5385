package io.cnifp.engine.failpoint;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls that a whole failpoint file is about: its member {@code when}. Immutable.
 *
 * @param filters conditions and an expiry
 */
public record FileFilters(List<TermFilter> filters) {
  /** The filters of a file that is about all calls. */
  public static final FileFilters NONE = new FileFilters(List.of());

  /** A bare value ends as between brackets. */
  private static final char END = ']';

  /**
   * Parses filters without the brackets.
   *
   * @throws FailpointSyntaxException if the text is not at least one filter of a whole file
   */
  public static FileFilters parse(String text) {
    FailpointScanner scanner = new FailpointScanner(text);
    List<TermFilter> filters = new FilterParser(scanner).upTo(END, 0);
    if (!scanner.atEnd()) {
      throw scanner.error("\",\" or the end was expected");
    }
    for (TermFilter filter : filters) {
      if (filter instanceof Counter) {
        throw new FailpointSyntaxException(
            "a filter of a whole file was expected instead of " + filter.word(), 0);
      }
    }
    return new FileFilters(filters);
  }

  /** Returns whether the file is about a call. */
  public boolean matches(CallAttributes call, InstantSource clock) {
    return Matching.of(filters, call, clock);
  }

  /** Returns the filters as {@link #parse} reads them. */
  public String print() {
    StringBuilder text = new StringBuilder();
    for (TermFilter filter : filters) {
      text.append(text.isEmpty() ? "" : ", ");
      filter.print(text);
    }
    return text.toString();
  }

  /**
   * Returns these filters with another expiry.
   *
   * @throws IllegalArgumentException if the text is no time
   */
  public FileFilters until(String time) {
    List<TermFilter> changed = new ArrayList<>(filters);
    changed.removeIf(Expiry.class::isInstance);
    changed.add(new Expiry(time, ExpiryTime.parse(time)));
    return new FileFilters(List.copyOf(changed));
  }

  /** Returns when the file expires; empty if it never does. */
  public Optional<Expiry> expiry() {
    for (TermFilter filter : filters) {
      if (filter instanceof Expiry expiry) {
        return Optional.of(expiry);
      }
    }
    return Optional.empty();
  }
}
