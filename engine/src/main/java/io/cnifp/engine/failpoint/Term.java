package io.cnifp.engine.failpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a failpoint: when it fires, and what then happens.
 *
 * @param percent the probability as it was written, without the sign; empty if there is none
 * @param count how often it may still fire; {@link #UNLIMITED} if there is no count
 * @param steps what happens, in order; never empty
 * @param filters conditions and state, in the order written
 */
public record Term(String percent, long count, List<Step> steps, List<Filter> filters) {
  /** The count of a term that has none. */
  public static final long UNLIMITED = -1;

  /** The filter of this key, or {@code null} if there is none. */
  @Nullable Filter filter(Filter.Key key) {
    for (Filter filter : filters) {
      if (filter.key() == key) {
        return filter;
      }
    }
    return null;
  }

  /** Whether an evaluation may leave another term behind. */
  boolean hasState() {
    if (count == 0) {
      return false;
    }
    if (count > 0) {
      return true;
    }
    for (Filter filter : filters) {
      if (filter.key().isNumber()) {
        return true;
      }
    }
    return false;
  }

  Term withCount(long changed) {
    return new Term(percent, changed, steps, filters);
  }

  /** Sets a counter; a new one goes right behind another filter. */
  Term with(Filter.Key key, long value, Filter.Key behind) {
    List<Filter> changed = new ArrayList<>(filters.size() + 1);
    boolean exists = filter(key) != null;
    for (Filter filter : filters) {
      changed.add(filter.key() == key ? Filter.number(key, value) : filter);
      if (!exists && filter.key() == behind) {
        changed.add(Filter.number(key, value));
      }
    }
    return new Term(percent, count, steps, List.copyOf(changed));
  }

  /** What happens, as text: the steps joined by {@code +}. */
  public String stepsText() {
    StringBuilder text = new StringBuilder();
    printSteps(text);
    return text.toString();
  }

  void print(StringBuilder text) {
    if (!percent.isEmpty()) {
      text.append(percent).append('%');
    }
    if (count != UNLIMITED) {
      text.append(count).append('*');
    }
    printSteps(text);
    for (int i = 0; i < filters.size(); i++) {
      text.append(i == 0 ? '[' : ',');
      filters.get(i).print(text);
    }
    if (!filters.isEmpty()) {
      text.append(']');
    }
  }

  private void printSteps(StringBuilder text) {
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        text.append('+');
      }
      text.append(steps.get(i).source());
    }
  }
}
