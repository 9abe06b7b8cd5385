package io.cnifp.engine.process;

import java.io.IOException;
import java.util.Map;

/** An executable was not executed. The message says why, in the words of Go's runtime. */
public final class ExecException extends Exception {
  private static final long serialVersionUID = 1;

  /** Text file busy: it is being written. */
  private static final int BUSY = 26;

  /** What a user may meet, of the table in Go's {@code syscall/zerrors_linux.go}. */
  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(1, "operation not permitted"),
          Map.entry(2, "no such file or directory"),
          Map.entry(5, "input/output error"),
          Map.entry(7, "argument list too long"),
          Map.entry(8, "exec format error"),
          Map.entry(11, "resource temporarily unavailable"),
          Map.entry(12, "cannot allocate memory"),
          Map.entry(13, "permission denied"),
          Map.entry(20, "not a directory"),
          Map.entry(22, "invalid argument"),
          Map.entry(23, "too many open files in system"),
          Map.entry(24, "too many open files"),
          Map.entry(BUSY, "text file busy"),
          Map.entry(36, "file name too long"),
          Map.entry(40, "too many levels of symbolic links"),
          Map.entry(80, "accessing a corrupted shared library"));

  private final int errno;

  /** Creates an exception for an error number of the kernel. */
  ExecException(int errno) {
    super(WORDS.getOrDefault(errno, "errno " + errno));
    this.errno = errno;
  }

  /** Creates an exception for what the kernel was not asked about. */
  ExecException(String why) {
    super(why);
    this.errno = 0;
  }

  /** Creates an exception for what the JDK says: {@code error=26, } or {@code error: 26 (}. */
  static ExecException of(IOException e) {
    String reason = String.valueOf(e.getMessage());
    int from = reason.lastIndexOf("error") + "error".length();
    while (from < reason.length() && "=: ".indexOf(reason.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < reason.length() && Character.isDigit(reason.charAt(to))) {
      to++;
    }
    return from == to
        ? new ExecException(reason)
        : new ExecException(Integer.parseInt(reason.substring(from, to)));
  }

  /** Returns whether another try may succeed. */
  boolean isBusy() {
    return errno == BUSY;
  }
}
