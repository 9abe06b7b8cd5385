package io.cnifp.engine.statedir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that has started a call, as /proc shows it.
 *
 * @param pid its id
 * @param start when it was started, in clock ticks since the machine started; no other process with
 *     this id has the same
 */
record CallingRuntime(long pid, long start) {

  /** Returns the parent of a process; its id is 0 if it cannot be seen. */
  static CallingRuntime of(long process) {
    long parent = field(process, 4);
    return new CallingRuntime(Math.max(parent, 0), field(parent, 22));
  }

  /** Returns whether it is still the parent of a process. */
  boolean isParentOf(long process) {
    CallingRuntime now = of(process);
    return now.pid == pid && now.start == start;
  }

  /** Returns a field of {@code /proc/PID/stat}, counted from 1 as in proc(5); -1 without it. */
  static long field(long process, int number) {
    try {
      // A process may have named itself in any bytes, and the name ends at the last parenthesis.
      String stat =
          Files.readString(Path.of("/proc/" + process + "/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[number - 3].strip());
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
