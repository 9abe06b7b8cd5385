package io.cnifp.engine.safefile;

import java.io.IOException;

/**
 * Thrown when a path does not lead into one of the allowed directories. It has no message: whether
 * the path leads to anything must not be disclosed.
 */
public final class ForbiddenPathException extends IOException {
  private static final long serialVersionUID = 1L;
}
