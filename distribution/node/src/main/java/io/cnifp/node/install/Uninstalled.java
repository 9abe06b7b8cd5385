package io.cnifp.node.install;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What uninstalling has left.
 *
 * @param prefix the installation
 * @param files what the installer has not installed
 * @param used directories that calls use, with their processes
 * @param needed launchers that a runtime's cached result names, with one such result
 */
public record Uninstalled(
    Prefix prefix,
    List<Path> files,
    SortedMap<Path, SortedSet<Long>> used,
    SortedMap<Path, Path> needed) {

  /** Returns whether nothing is left. */
  public boolean isComplete() {
    return files.isEmpty() && used.isEmpty() && needed.isEmpty();
  }
}
