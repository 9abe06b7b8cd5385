package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many launchers run within one another. Two that are each other's delegates, or a copy of one
 * under its delegate's name, would start processes without end: each passes the number on to its
 * delegate, and the last one fails.
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

  /** Returns the depth of a call's environment; anything but a digit counts as 0. */
  static DelegationDepth of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "");
    boolean digit = value.length() == 1 && value.charAt(0) >= '0' && value.charAt(0) <= '9';
    return new DelegationDepth(digit ? value.charAt(0) - '0' : 0);
  }

  /**
   * Requires that one more launcher may run.
   *
   * @throws CniException with code 7 if there are too many
   */
  void requireRoom(String type) {
    if (depth >= MAX) {
      throw new CniException(
          CniError.INVALID_NETWORK_CONFIG,
          MAX
              + " launchers of cni-fp run within one another: the delegate \""
              + type
              + "\" leads back to this one, name another one as delegate");
    }
  }

  /** Returns the environment for the delegate. */
  Map<String, String> within(Map<String, String> environment) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(VARIABLE, String.valueOf(depth + 1));
    return more;
  }
}
