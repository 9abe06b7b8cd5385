package io.cnifp.engine.process;

import io.cnifp.api.CniError;
import java.nio.file.Path;

/** The errors of a delegate that did not run, or that said too much, in the reference's words. */
public final class DelegateOutcome {
  private DelegateOutcome() {}

  /**
   * Returns the error of an executable that the kernel did not execute.
   *
   * @param errno the kernel's number of the error
   */
  public static CniError notExecuted(Path executable, int errno) {
    return notExecuted(executable, new ExecException(errno));
  }

  static CniError notExecuted(Path executable, ExecException e) {
    return new CniError(
        CniError.INTERNAL,
        "netplugin failed with no error message: fork/exec " + executable + ": " + e.getMessage());
  }

  /** Returns the error of an executable whose output is larger than what is kept. */
  public static CniError tooLarge(Path executable) {
    return new CniError(
        CniError.INTERNAL,
        "the delegate "
            + executable
            + " wrote more than "
            + KeptOutput.MAX
            + " bytes as its reply");
  }
}
