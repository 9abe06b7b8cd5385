package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import java.util.List;

/** The places where the failpoints of a call are kept: one, or the files of a directory. */
@FunctionalInterface
public interface FailpointStores {

  /**
   * Returns the places as they are now, in the order of their evaluation.
   *
   * @throws CniException with code 999 if they cannot be listed
   */
  Listing list();

  /**
   * Places at one instant.
   *
   * @param stores the places in order
   * @param ofDirectory whether they are files that were found in a directory, of which one that is
   *     gone when it is opened is passed over
   */
  record Listing(List<FailpointStore> stores, boolean ofDirectory) {}
}
