package io.cnifp.node.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The builds of an installation that are on the disk. */
public final class Builds {
  private Builds() {}

  /**
   * One build.
   *
   * @param current whether new calls use it
   * @param users the processes that use it, as far as this user may see them
   */
  public record State(BuildId build, boolean current, SortedSet<Long> users) {}

  /** Returns all of them. */
  public static List<State> of(Prefix prefix) throws IOException {
    InUse inUse = new InUse(Processes.ofThisMachine());
    Optional<BuildId> current = prefix.currentBuild();
    List<State> states = new ArrayList<>();
    for (BuildId build : new ManifestFile(new DiskChanges(), prefix).read().builds()) {
      if (FileTree.isDirectory(prefix.build(build))) {
        boolean isCurrent = current.equals(Optional.of(build));
        states.add(new State(build, isCurrent, inUse.users(prefix.build(build))));
      }
    }
    return states;
  }
}
