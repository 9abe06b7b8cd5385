package io.cnifp.node.install;

import io.cnifp.node.install.Manifest.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Uninstalls what an installer has installed, and nothing else. What calls use stays until it is
 * run again. Used on one thread.
 */
public final class Uninstaller {
  private final FileChanges changes;
  private final Processes processes;

  /** Creates an uninstaller for this machine. */
  public Uninstaller() {
    this(new DiskChanges(), Processes.ofThisMachine());
  }

  Uninstaller(FileChanges changes, Processes processes) {
    this.changes = changes;
    this.processes = processes;
  }

  /**
   * Uninstalls cni-fp.
   *
   * @param directory the prefix
   * @param results if launchers are to stay that a runtime still needs
   * @throws InstallException if nothing is installed there
   */
  public Uninstalled uninstall(Path directory, Optional<CachedResults> results)
      throws InterruptedException {
    try {
      Prefix prefix = new Prefix(AbsolutePath.of(directory));
      if (!prefix.isInstalled()) {
        throw new InstallException("nothing installed in " + prefix + ": it has no MANIFEST");
      }
      Ownership.requirePrefix(prefix);
      try (InstallLock _ = InstallLock.take(changes, prefix, new Undo())) {
        return new Run(prefix, new ManifestFile(changes, prefix)).uninstall(results);
      }
    } catch (IOException e) {
      throw new InstallException("cni-fp is not uninstalled: " + Problem.of(e), e);
    }
  }

  /** One run, under the lock of the prefix. */
  private final class Run {
    private final Prefix prefix;
    private final ManifestFile file;
    private final Sweep sweep;
    private final List<Path> files = new ArrayList<>();
    private final SortedMap<Path, SortedSet<Long>> used = new TreeMap<>();
    private final SortedMap<Path, Path> needed = new TreeMap<>();

    private Run(Prefix prefix, ManifestFile file) {
      this.prefix = prefix;
      this.file = file;
      this.sweep = new Sweep(changes, prefix, processes);
    }

    private Uninstalled uninstall(Optional<CachedResults> results) throws IOException {
      Manifest manifest = file.read();
      if (results.isPresent()) {
        List<Launcher> launchers = launchers(manifest);
        for (Launcher launcher : launchers) {
          SortedMap<String, Path> named = results.get().naming(launcher.names());
          if (!named.isEmpty() && launcher.state() != Launcher.State.FOREIGN) {
            needed.put(launcher.path(), named.firstEntry().getValue());
          }
        }
      }
      manifest = removeLaunchers(manifest);
      if (!needed.isEmpty()) {
        Optional<BuildId> current = prefix.currentBuild();
        file.replace(sweep.run(manifest, build -> current.equals(Optional.of(build))));
        return left();
      }
      FileTree.delete(changes, prefix.current());
      Manifest remaining = sweep.run(manifest, _ -> false);
      remaining = removeFormer(remaining);
      for (BuildId build : remaining.builds()) {
        used.put(prefix.build(build), new InUse(processes).users(prefix.build(build)));
      }
      sweep.removeFiles(remaining.names(Kind.FILE), remaining.names(Kind.DIRECTORY));
      if (used.isEmpty()) {
        removePrefix(remaining);
      } else {
        file.replace(remaining);
      }
      return left();
    }

    private Uninstalled left() {
      return new Uninstalled(prefix, files, used, needed);
    }

    private List<Launcher> launchers(Manifest manifest) {
      return manifest.launchers().stream().map(path -> new Launcher(path, prefix)).toList();
    }

    private Manifest removeLaunchers(Manifest manifest) throws IOException {
      Manifest remaining = manifest;
      for (Launcher launcher : launchers(manifest)) {
        if (needed.containsKey(launcher.path())) {
          continue;
        }
        FileTree.delete(changes, launcher.staged());
        FileTree.delete(changes, launcher.before());
        switch (launcher.state()) {
          case OURS, FORMER -> changes.delete(launcher.path());
          case FOREIGN -> files.add(launcher.path());
          case ABSENT -> {}
        }
        sweep.removeRecord(launcher);
        remaining = remaining.without(Kind.LAUNCHER, launcher.path().toString());
      }
      return remaining;
    }

    private Manifest removeFormer(Manifest manifest) throws IOException {
      if (!manifest.hasFormer()) {
        return manifest;
      }
      SortedSet<Long> users = sweep.formerUsers(manifest);
      if (!users.isEmpty()) {
        used.put(prefix.directory().resolve("runtime"), users);
        return manifest;
      }
      return sweep.removeFormer(manifest);
    }

    private void removePrefix(Manifest manifest) throws IOException {
      changes.delete(prefix.manifest());
      FileTree.delete(changes, prefix.lock());
      if (!manifest.has(Kind.UNPACKED, "")) {
        sweep.deleteIfEmpty(prefix.directory());
        listForeign();
      }
      for (String name : manifest.names(Kind.CREATED).reversed()) {
        sweep.deleteIfEmpty(Path.of(name));
      }
    }

    private void listForeign() throws IOException {
      if (!FileTree.exists(prefix.directory())) {
        return;
      }
      List<Path> foreign = FileTree.below(prefix.directory());
      Predicate<Path> isDirectory = FileTree::isDirectory;
      files.addAll(foreign.stream().filter(isDirectory.negate()).toList());
      if (files.isEmpty()) {
        files.add(prefix.directory());
      }
    }
  }
}
