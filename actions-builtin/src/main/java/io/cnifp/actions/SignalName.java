package io.cnifp.actions;

import io.cnifp.api.CniResponse;

/** The name of a signal that a process can die by. */
final class SignalName {
  private SignalName() {}

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String name) {
    if (!CniResponse.Signal.NAMES.contains(name)) {
      throw new IllegalArgumentException("takes one of HUP INT QUIT ABRT KILL SEGV TERM");
    }
    return name;
  }
}
