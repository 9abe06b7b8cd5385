package io.cnifp.actions;

import io.cnifp.api.spi.Parameter;

/** The name of a signal that a process can die by. */
final class SignalName {
  private SignalName() {}

  /** Returns a parameter that takes one. */
  static Parameter<String> parameter(String name) {
    return Parameter.oneOf(name, "HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "TERM");
  }
}
