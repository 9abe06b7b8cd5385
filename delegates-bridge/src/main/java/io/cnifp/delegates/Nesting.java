package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many of our plugins run within one another. Two that have each other as delegates, or a copy
 * of one under its delegate's name, would start processes without end: each tells its delegate the
 * number, and the last one refuses to go on.
 */
final class Nesting {
  /** The variable that tells a delegate how many of us are above it. */
  static final String VARIABLE = "CNI_FP_NESTING";

  /** One within another is a plugin that delegates to us; more than a few can only be a loop. */
  private static final int MOST = 5;

  private final int above;

  private Nesting(int above) {
    this.above = above;
  }

  /** What the environment of a call says; anything but a digit counts as nothing. */
  static Nesting of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "");
    boolean digit = value.length() == 1 && value.charAt(0) >= '0' && value.charAt(0) <= '9';
    return new Nesting(digit ? value.charAt(0) - '0' : 0);
  }

  /**
   * Refuses one more.
   *
   * @throws CniException with code 7 if there are too many
   */
  void requireRoom(String type) {
    if (above >= MOST) {
      throw new CniException(
          CniError.INVALID_NETWORK_CONFIG,
          MOST
              + " plugins of cni-fp run within one another: the delegate \""
              + type
              + "\" leads back to this plugin, name another one as delegate");
    }
  }

  /** The environment for the delegate. */
  Map<String, String> within(Map<String, String> environment) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(VARIABLE, String.valueOf(above + 1));
    return more;
  }
}
