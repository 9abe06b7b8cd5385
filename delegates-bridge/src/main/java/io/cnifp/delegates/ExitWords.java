package io.cnifp.delegates;

/** How a process ended, in the words of Go ({@code os.ProcessState}), which libcni prints. */
final class ExitWords {
  /** The JDK adds the number of a signal to it. */
  private static final int SIGNALLED = 128;

  private static final int LAST_SIGNAL = 64;

  /** {@code syscall/zerrors_linux.go}, from signal 1. */
  private static final String[] SIGNALS = {
    "hangup",
    "interrupt",
    "quit",
    "illegal instruction",
    "trace/breakpoint trap",
    "aborted",
    "bus error",
    "floating point exception",
    "killed",
    "user defined signal 1",
    "segmentation fault",
    "user defined signal 2",
    "broken pipe",
    "alarm clock",
    "terminated",
    "stack fault",
    "child exited",
    "continued",
    "stopped (signal)",
    "stopped",
    "stopped (tty input)",
    "stopped (tty output)",
    "urgent I/O condition",
    "CPU time limit exceeded",
    "file size limit exceeded",
    "virtual timer expired",
    "profiling timer expired",
    "window changed",
    "I/O possible",
    "power failure",
    "bad system call"
  };

  private ExitWords() {}

  /**
   * Returns the words for an exit status. The JDK doesn't tell a signal from an exit status of 128
   * and its number, which is the shells' way to pass a signal on.
   */
  static String of(int status) {
    int signal = status - SIGNALLED;
    if (signal <= 0 || signal > LAST_SIGNAL) {
      return "exit status " + status;
    }
    return "signal: " + (signal <= SIGNALS.length ? SIGNALS[signal - 1] : "signal " + signal);
  }
}
