package io.cnifp.engine.posix;

import java.io.IOException;

/** A function of the operating system has failed. */
public final class PosixException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A file that begins like a program and is none, or that is of another processor. */
  private static final int ENOEXEC = 8;

  private final int error;

  PosixException(int error, String message) {
    super(message);
    this.error = error;
  }

  /** Returns whether the kernel did not execute a file because it is no program. */
  public boolean isNoProgram() {
    return error == ENOEXEC;
  }
}
