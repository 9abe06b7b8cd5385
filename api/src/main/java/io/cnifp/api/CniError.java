package io.cnifp.api;

import java.util.Objects;

/**
 * An error as the CNI specification defines it (SPEC.md, section 5, "Error").
 *
 * @param code the error's code: 1 to 99 are the specification's, 100 and above a plugin's own; 0
 *     occurs only in a delegate's reply
 * @param message what went wrong, the protocol's {@code msg}; may be empty in a delegate's reply
 * @param details a longer description; empty if there is none
 * @since 0.1
 */
public record CniError(long code, String message, String details) {

  /** The CNI version of the configuration or of a result is not supported. */
  public static final int INCOMPATIBLE_VERSION = 1;

  /** The configuration has a field that is not supported. */
  public static final int UNSUPPORTED_FIELD = 2;

  /** The container is unknown. */
  public static final int UNKNOWN_CONTAINER = 3;

  /** A {@code CNI_} variable is missing or invalid. */
  public static final int INVALID_ENVIRONMENT = 4;

  /** Reading or writing failed. */
  public static final int IO_FAILURE = 5;

  /** A document is not the expected JSON. */
  public static final int DECODING_FAILURE = 6;

  /** The network configuration is invalid. */
  public static final int INVALID_NETWORK_CONFIG = 7;

  /** The network namespace is invalid. */
  public static final int INVALID_NETNS = 8;

  /** The call is temporarily impossible; the runtime may try again. */
  public static final int TRY_AGAIN_LATER = 11;

  /** STATUS: the plugin cannot serve ADD. */
  public static final int PLUGIN_NOT_AVAILABLE = 50;

  /**
   * STATUS: the plugin cannot serve ADD, and connectivity of existing containers may be limited.
   */
  public static final int LIMITED_CONNECTIVITY = 51;

  /** Any other error; containerd's plugin uses it for injected errors too. */
  public static final int INTERNAL = 999;

  /**
   * Creates an error.
   *
   * @throws IllegalArgumentException if {@code code} is negative
   */
  public CniError {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(details, "details");
    if (code < 0) {
      throw new IllegalArgumentException("the code " + code + " is negative");
    }
  }

  /**
   * Creates an error without details.
   *
   * @param code the error's code
   * @param message what went wrong
   */
  public CniError(long code, String message) {
    this(code, message, "");
  }
}
