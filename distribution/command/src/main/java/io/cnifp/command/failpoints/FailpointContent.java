package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpointfile.FileLimits;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a failpoint file says.
 *
 * @param limits what limits all points together
 * @param points the failpoints by their points
 */
record FailpointContent(FileLimits limits, Map<String, Failpoint> points) {

  /** Returns whether the file has expired. */
  boolean isExpired(InstantSource clock) {
    return limits.when().expiry().filter(expiry -> expiry.isReached(clock)).isPresent();
  }
}
