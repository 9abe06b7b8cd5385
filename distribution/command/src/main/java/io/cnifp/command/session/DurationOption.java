package io.cnifp.command.session;

import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyDuration;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, in the grammar of the policy. */
public final class DurationOption {
  private DurationOption() {}

  /**
   * Returns the duration, limited to {@link Policy#UNLIMITED}.
   *
   * @throws TypeConversionException if it is invalid
   */
  public static Duration parse(String text) {
    return PolicyDuration.parse(text)
        .map(read -> read.compareTo(Policy.UNLIMITED) < 0 ? read : Policy.UNLIMITED)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is not a duration such as 500ms, 30s, 5m or 1h"));
  }
}
