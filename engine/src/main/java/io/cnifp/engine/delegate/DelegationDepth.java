package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.ActionArguments;
import java.util.HashMap;
import java.util.Map;

/**
 * How many launchers and delegates run within one another. Two that are each other's delegates, or
 * a copy of a launcher under its delegate's name, would call each other without end: each passes
 * the number on to its delegate, and the last one fails. Immutable.
 */
final class DelegationDepth {
  /** The variable that tells a delegate how many launchers run around it. */
  static final String VARIABLE = "CNI_FP_NESTING";

  /** One within another is a plugin that delegates to us; more than a few can only be a loop. */
  private static final int MAX = 5;

  private final int depth;

  private DelegationDepth(int depth) {
    this.depth = depth;
  }

  /**
   * Returns the depth of a call.
   *
   * @throws CniException with code 4 if somebody else has set the variable
   */
  static DelegationDepth of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.isEmpty()) {
      return new DelegationDepth(0);
    }
    try {
      return new DelegationDepth((int) ActionArguments.wholeNumber(value, VARIABLE, 0, MAX));
    } catch (IllegalArgumentException e) {
      throw new CniException(
          CniError.INVALID_ENVIRONMENT,
          e.getMessage() + ": cni-fp alone sets it, for its delegates; unset it");
    }
  }

  /**
   * Returns the depth within a delegate.
   *
   * @param type the delegate's name
   * @throws CniException with code 7 if there are too many
   */
  DelegationDepth within(String type) {
    if (depth >= MAX) {
      throw new CniException(
          CniError.INVALID_NETWORK_CONFIG,
          MAX
              + " launchers or delegates of cni-fp run within one another: the delegate \""
              + type
              + "\" leads back to this one, name another one as delegate");
    }
    return new DelegationDepth(depth + 1);
  }

  /** Returns an environment that tells a delegate this depth. */
  Map<String, String> in(Map<String, String> environment) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(VARIABLE, String.valueOf(depth));
    return more;
  }
}
