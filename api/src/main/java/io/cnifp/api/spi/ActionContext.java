package io.cnifp.api.spi;

import java.util.Optional;

/**
 * Where the step of an action stands. The engine creates one for each step; extensions do not
 * implement it, so that methods can be added.
 *
 * @since 0.1
 */
public interface ActionContext {

  /**
   * {@return the point whose failpoint has the step, such as {@code cmdAdd}; empty if the failpoint
   * stands alone, as on the command line of {@code cni-fp parse}}
   */
  Optional<String> point();
}
