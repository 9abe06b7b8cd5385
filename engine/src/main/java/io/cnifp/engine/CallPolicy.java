package io.cnifp.engine;

import io.cnifp.api.CniException;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy of one call, read when it is first needed and then kept. Used on one thread. */
final class CallPolicy {
  private final Map<String, String> environment;
  private @Nullable Policy policy;
  private @Nullable CniException failure;

  CallPolicy(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns the policy.
   *
   * @throws CniException with code 999 if it cannot be read or is no policy
   */
  Policy get() {
    if (failure != null) {
      throw failure;
    }
    if (policy == null) {
      try {
        policy = PolicyReader.read(environment);
      } catch (CniException e) {
        failure = e;
        throw e;
      }
    }
    return policy;
  }

  /**
   * Requires that the policy can be read.
   *
   * @throws CniException with code 999 if it cannot be read or is no policy
   */
  void require() {
    var _ = get();
  }

  /** Returns the policy, or the default one if it cannot be read. */
  Policy orDefault() {
    try {
      return get();
    } catch (CniException e) {
      return Policy.DEFAULT;
    }
  }
}
