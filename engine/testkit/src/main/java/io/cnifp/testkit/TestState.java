package io.cnifp.testkit;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.ActionState;
import java.util.HashMap;
import java.util.Map;

/** What an action keeps, in memory. Safe for use by several threads. */
public final class TestState implements ActionState {
  private final Map<String, Object> kept = new HashMap<>();

  /** Creates a store that is empty. */
  public TestState() {}

  @Override
  public synchronized long number(String name) {
    return kept.getOrDefault(name, 0L) instanceof Long number ? number : wrongType(name);
  }

  @Override
  public synchronized String text(String name) {
    if (kept.getOrDefault(name, "") instanceof String text) {
      return text;
    }
    throw new CniException(CniError.INTERNAL, name + " is a number, not a text");
  }

  @Override
  public synchronized long add(String name, long delta) {
    long before = number(name);
    try {
      kept.put(name, Math.addExact(before, delta));
    } catch (ArithmeticException e) {
      throw new CniException(CniError.INTERNAL, "the number " + name + " would overflow");
    }
    return before;
  }

  @Override
  public synchronized boolean compareAndSet(String name, long expected, long number) {
    boolean same = number(name) == expected;
    if (same) {
      kept.put(name, number);
    }
    return same;
  }

  @Override
  public synchronized boolean compareAndSet(String name, String expected, String text) {
    boolean same = text(name).equals(expected);
    if (same) {
      kept.put(name, text);
    }
    return same;
  }

  private static long wrongType(String name) {
    throw new CniException(CniError.INTERNAL, name + " is a text, not a number");
  }
}
