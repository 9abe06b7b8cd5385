package io.cnifp.engine.failpointfile;

import java.util.List;

/**
 * The one place of a call's failpoints.
 *
 * @param store the place
 */
public record OneStore(FailpointStore store) implements FailpointStores {
  @Override
  public Listing list() {
    return new Listing(List.of(store), false);
  }
}
