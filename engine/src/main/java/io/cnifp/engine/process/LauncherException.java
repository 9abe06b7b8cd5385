package io.cnifp.engine.process;

import java.io.IOException;

/** The launcher did not run an executable through its own fault. The message is one sentence. */
public final class LauncherException extends IOException {
  private static final long serialVersionUID = 1;

  LauncherException(String message) {
    super(message);
  }
}
