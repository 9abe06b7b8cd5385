package io.cnifp.api.spi;

import io.cnifp.api.json.JsonObject;
import java.util.Optional;

/**
 * Where the step of an action stands, who wrote it, and what the node's administrator has set for
 * the action. The engine creates one for each step; extensions do not implement it, so that methods
 * can be added.
 *
 * @since 0.1
 */
public interface ActionContext {

  /**
   * {@return the point whose failpoint has the step, such as {@code cmdAdd}; empty if the failpoint
   * stands alone, as on the command line of {@code cni-fp parse}}
   */
  Optional<String> point();

  /** {@return who named the failpoint file and so may have written the arguments} */
  Origin origin();

  /**
   * {@return the settings of this action in the node's policy, its key {@code actions}; an empty
   * object if it has none}
   */
  JsonObject settings();

  /** Who named a failpoint file. */
  enum Origin {
    /** Root, in the network configuration or the environment of the runtime. */
    ADMINISTRATOR,
    /** Whoever may create a pod: a path in its annotation. Trust no argument. */
    ANNOTATION
  }
}
