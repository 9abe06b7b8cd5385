package io.cnifp.resident;

import io.cnifp.api.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a server has done, for people who ask. Safe for use by several threads. */
final class ServerStatistics {
  private final String build;
  private final Instant since;
  private final Map<String, Long> left = new TreeMap<>();
  private long answered;
  private long broken;

  /**
   * Creates the statistics of a server that begins.
   *
   * @param build the build of its image
   * @param since when it began
   */
  ServerStatistics(String build, Instant since) {
    this.build = build;
    this.since = since;
  }

  /** Counts a call that the server has answered to its end. */
  synchronized void answered() {
    answered++;
  }

  /** Counts a call that was left to the launcher. */
  synchronized void leftToLauncher(String reason) {
    left.merge(reason, 1L, Long::sum);
  }

  /** Counts a connection that ended too early, or carried what it should not. */
  synchronized void broken() {
    broken++;
  }

  /** Returns all of it as JSON. */
  synchronized String text() {
    Runtime runtime = Runtime.getRuntime();
    JsonObject.Builder reasons = JsonObject.builder();
    left.forEach(reasons::put);
    return JsonObject.builder()
        .put("build", build)
        .put("pid", ProcessHandle.current().pid())
        .put("since", since.toString())
        .put("answered", answered)
        .put("left", reasons.build())
        .put("broken", broken)
        .put("heapKiB", (runtime.totalMemory() - runtime.freeMemory()) / 1024)
        .build()
        .toString();
  }
}
