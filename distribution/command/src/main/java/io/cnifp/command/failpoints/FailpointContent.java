package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpointfile.FileLimits;
import io.cnifp.engine.failpointfile.FileState;
import io.cnifp.engine.failpointfile.StateKey;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a failpoint file says.
 *
 * @param limits what limits all points together
 * @param points the failpoints by their points
 * @param state what extensions' actions keep
 */
record FailpointContent(FileLimits limits, Map<String, Failpoint> points, FileState state) {

  /** Returns what the actions of a term keep, by their names; most keep nothing. */
  Map<String, JsonObject> kept(String point, int index) {
    Map<String, JsonObject> kept = new LinkedHashMap<>();
    for (Step step : Objects.requireNonNull(points.get(point)).terms().get(index).steps()) {
      JsonObject own = state.get(new StateKey(point, index, step.name()));
      if (!own.isEmpty()) {
        kept.put(step.name(), own);
      }
    }
    return kept;
  }

  /** Returns whether the file has expired. */
  boolean isExpired(InstantSource clock) {
    return limits.when().expiry().filter(expiry -> expiry.isReached(clock)).isPresent();
  }
}
