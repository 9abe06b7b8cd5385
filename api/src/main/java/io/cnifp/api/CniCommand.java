package io.cnifp.api;

import java.util.Optional;

/**
 * What the runtime asks a CNI plugin to do: the value of {@code CNI_COMMAND}.
 *
 * <p>More commands may be added when the CNI specification gets them, so a {@code switch} over this
 * type needs a {@code default}.
 *
 * @since 0.1
 */
public enum CniCommand {
  /** Adds a container to a network, or applies modifications. */
  ADD,
  /** Removes a container from a network, or un-applies modifications. */
  DEL,
  /** Checks that a container's networking is as expected (since spec 0.4.0). */
  CHECK,
  /** Cleans up stale resources (since spec 1.1.0). */
  GC,
  /** Tells whether the plugin is ready for ADD (since spec 1.1.0). */
  STATUS,
  /** Asks which spec versions the plugin supports; never reaches a delegate. */
  VERSION;

  /**
   * {@return the command of this exact name; empty if there is none}
   *
   * @param name the value of {@code CNI_COMMAND}, compared case-sensitively as the reference does
   */
  public static Optional<CniCommand> of(String name) {
    for (CniCommand command : values()) {
      if (command.name().equals(name)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }
}
