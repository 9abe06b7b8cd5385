package io.cnifp.engine.statedir;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The process that has started a call, as /proc shows it.
 *
 * @param pid its id
 * @param start when it was started, in clock ticks since the machine started; no other process with
 *     this id has the same
 */
record CallingRuntime(long pid, long start) {

  /** Returns the parent of this process; its id is 0 if it cannot be seen. */
  static CallingRuntime ofThisProcess() {
    return of("self");
  }

  /** Returns the parent of a process; its id is 0 if it cannot be seen. */
  static CallingRuntime of(long process) {
    return of(Long.toString(process));
  }

  private static CallingRuntime of(String process) {
    long parent = field(process, 4);
    return new CallingRuntime(Math.max(parent, 0), field(Long.toString(parent), 22));
  }

  /** Returns whether it is still the parent of a process. */
  boolean isParentOf(long process) {
    CallingRuntime now = of(process);
    return now.pid == pid && now.start == start;
  }

  /** Returns a field of {@code /proc/PID/stat}, counted from 1 as in proc(5); -1 without it. */
  static long field(long process, int number) {
    return field(Long.toString(process), number);
  }

  private static long field(String process, int number) {
    // Not by a channel, the first of which loads the library of sockets.
    try (InputStream in = new FileInputStream("/proc/" + process + "/stat")) {
      String stat = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      // A process may have named itself in any bytes, and the name ends at the last parenthesis.
      int field = stat.lastIndexOf(')') + 2;
      for (int i = 3; i < number; i++) {
        field = stat.indexOf(' ', field) + 1;
      }
      return Long.parseLong(stat.substring(field, stat.indexOf(' ', field)));
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
