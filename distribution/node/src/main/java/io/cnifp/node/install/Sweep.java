package io.cnifp.node.install;

import io.cnifp.node.install.Manifest.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Removes what earlier runs of the installer have left, and what no call uses any more. Runs under
 * the lock of the prefix, so no other installer creates such files meanwhile.
 */
final class Sweep {
  private static final List<String> TEMPORARY =
      List.of(".MANIFEST.new", ".MANIFEST.old", ".current.new", ".current.old");

  private final FileChanges changes;
  private final Prefix prefix;
  private final Processes processes;
  private final InUse inUse;

  Sweep(FileChanges changes, Prefix prefix, Processes processes) {
    this.changes = changes;
    this.prefix = prefix;
    this.processes = processes;
    this.inUse = new InUse(processes);
  }

  /**
   * Removes leftovers and unused builds.
   *
   * @param kept which builds to keep in any case
   * @return the manifest of what remains
   */
  Manifest run(Manifest manifest, Predicate<BuildId> kept) throws IOException {
    removeLeftovers(manifest);
    Manifest remaining = manifest;
    for (BuildId build : manifest.builds()) {
      if (!kept.test(build) && removeBuild(build)) {
        remaining = remaining.without(Kind.BUILD, build.name());
      }
    }
    boolean switched = prefix.currentBuild().isPresent() && !hasFormerLauncher(remaining);
    return switched && formerUsers(remaining).isEmpty() ? removeFormer(remaining) : remaining;
  }

  private void removeLeftovers(Manifest manifest) throws IOException {
    for (String name : TEMPORARY) {
      FileTree.delete(changes, prefix.directory().resolve(name));
    }
    for (Path path : manifest.launchers()) {
      Launcher launcher = new Launcher(path, prefix);
      FileTree.delete(changes, launcher.staged());
      FileTree.delete(changes, launcher.before());
    }
    for (String name : manifest.names(Kind.FILE)) {
      Path file = prefix.directory().resolve(name);
      if (isInside(file)) {
        FileTree.delete(changes, Replacement.staged(file));
      }
    }
    for (Path entry : FileTree.entries(prefix.directory())) {
      if (Prefix.isStaged(entry)) {
        FileTree.delete(changes, entry);
      } else if (Prefix.isRemoved(entry)) {
        deleteUnused(entry);
      }
    }
  }

  /** Removes a build unless a call uses it; returns whether it is gone. */
  boolean removeBuild(BuildId build) throws IOException {
    Path directory = prefix.build(build);
    Path removed = prefix.removed(build);
    if (!FileTree.isDirectory(directory)) {
      return true;
    }
    if (FileTree.exists(removed)) {
      return false;
    }
    Optional<Flock> claim = inUse.claim(directory);
    if (claim.isEmpty()) {
      return false;
    }
    try (Flock _ = claim.get()) {
      // A launcher that starts now finds no build, or half of none.
      changes.rename(directory, removed);
      changes.sync(prefix.directory());
      FileTree.delete(changes, removed);
    }
    return true;
  }

  private void deleteUnused(Path directory) throws IOException {
    Optional<Flock> claim = inUse.claim(directory);
    if (claim.isPresent()) {
      try (Flock _ = claim.get()) {
        FileTree.delete(changes, directory);
      }
    }
  }

  private boolean hasFormerLauncher(Manifest manifest) throws IOException {
    for (Path path : manifest.launchers()) {
      if (new Launcher(path, prefix).state() == Launcher.State.FORMER) {
        return true;
      }
    }
    return false;
  }

  /** Calls of an installation without builds hold no lock; they are found by their executable. */
  SortedSet<Long> formerUsers(Manifest manifest) {
    SortedSet<Long> users = processes.running(prefix.directory().resolve("runtime"));
    users.addAll(processes.running(prefix.directory().resolve("bin")));
    for (Path path : manifest.launchers()) {
      users.addAll(processes.runningOnce(path));
    }
    return users;
  }

  Manifest removeFormer(Manifest manifest) throws IOException {
    Manifest remaining = manifest;
    for (Path path : manifest.launchers()) {
      removeRecord(new Launcher(path, prefix));
    }
    removeFiles(manifest.names(Kind.FORMER_FILE), manifest.names(Kind.FORMER_DIRECTORY));
    return remaining.without(
        entry -> entry.kind() == Kind.FORMER_FILE || entry.kind() == Kind.FORMER_DIRECTORY);
  }

  void removeRecord(Launcher launcher) throws IOException {
    if (launcher.hasRecord()) {
      changes.delete(launcher.record());
      deleteIfEmpty(launcher.record().resolveSibling(""));
    }
  }

  /** Removes files of the prefix, and directories if nothing else is in them. */
  void removeFiles(List<String> files, List<String> directories) throws IOException {
    for (String name : files) {
      Path file = prefix.directory().resolve(name);
      if (isInside(file) && FileTree.exists(file) && !FileTree.isDirectory(file)) {
        changes.delete(file);
      }
    }
    List<String> deepestFirst = new ArrayList<>(directories);
    deepestFirst.sort(null);
    for (String name : deepestFirst.reversed()) {
      Path directory = prefix.directory().resolve(name);
      if (isInside(directory) && FileTree.isDirectory(directory)) {
        deleteIfEmpty(directory);
      }
    }
  }

  /** Returns whether no link on its way leads out of the prefix. */
  private boolean isInside(Path path) {
    for (Path parent = path.getParent();
        parent != null && !parent.equals(prefix.directory());
        parent = parent.getParent()) {
      if (!FileTree.isDirectory(parent)) {
        return false;
      }
    }
    return true;
  }

  void deleteIfEmpty(Path directory) throws IOException {
    if (!FileTree.isDirectory(directory)) {
      return;
    }
    try {
      changes.delete(directory);
    } catch (DirectoryNotEmptyException e) {
      // It is somebody else's too.
    }
  }
}
