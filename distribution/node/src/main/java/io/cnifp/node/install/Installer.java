package io.cnifp.node.install;

import io.cnifp.node.install.Manifest.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Installs an image. Everything that needs space on the disk is prepared first; then a few renames
 * make it the installation. A step that fails takes back all before it. Used on one thread.
 */
public final class Installer {
  private final FileChanges changes;
  private final Processes processes;

  /** Creates an installer for this machine. */
  public Installer() {
    this(new DiskChanges(), Processes.ofThisMachine());
  }

  Installer(FileChanges changes, Processes processes) {
    this.changes = changes;
    this.processes = processes;
  }

  /**
   * Installs an image, or upgrades an installation to it.
   *
   * @throws InstallException if it can't be installed; nothing has changed then
   */
  public Installation install(InstallRequest request) throws InterruptedException {
    Undo undo = new Undo();
    try {
      Path image = request.image().toRealPath();
      Prefix prefix = new Prefix(AbsolutePath.of(request.prefix()));
      Path binDir = AbsolutePath.of(request.binDir());
      InstallChecks.require(image, prefix, binDir);
      Directories directories = new Directories(changes, undo);
      directories.create(prefix.directory());
      try (InstallLock _ = InstallLock.take(changes, prefix, undo)) {
        try {
          return new Run(request, image, prefix, binDir, directories, undo).install();
        } catch (IOException | RuntimeException e) {
          undo.run(e);
          throw e;
        }
      }
    } catch (IOException e) {
      undo.run(e);
      throw new InstallException("nothing was installed: " + Problem.of(e), e);
    } catch (RuntimeException | InterruptedException e) {
      undo.run(e);
      throw e;
    }
  }

  /** One installation, under the lock of the prefix. */
  private final class Run {
    private final InstallRequest request;
    private final Path image;
    private final Prefix prefix;
    private final Path binDir;
    private final Directories directories;
    private final Undo undo;

    private Run(
        InstallRequest request,
        Path image,
        Prefix prefix,
        Path binDir,
        Directories directories,
        Undo undo) {
      this.request = request;
      this.image = image;
      this.prefix = prefix;
      this.binDir = binDir;
      this.directories = directories;
      this.undo = undo;
    }

    private Installation install() throws IOException {
      ManifestFile file = new ManifestFile(changes, prefix);
      Manifest before = file.read();
      boolean inPlace = image.equals(prefix.directory());
      if (!inPlace && before.entries().isEmpty() && !prefix.isFree()) {
        throw new InstallException(prefix + " is not empty and not an installation of cni-fp");
      }
      List<Launcher> launchers = launchers(before);
      InstallChecks.requireFree(launchers, request.force());

      Optional<ImageContent> content = inPlace ? Optional.empty() : Optional.of(content(launchers));
      Optional<BuildId> build =
          content.isPresent() ? Optional.of(content.get().id()) : Optional.empty();
      Optional<BuildId> current = prefix.currentBuild();
      Sweep sweep = new Sweep(changes, prefix, processes);
      Manifest swept =
          sweep.run(
              before, each -> current.equals(Optional.of(each)) || build.equals(Optional.of(each)));

      Extensions extensions = Extensions.missing(changes, prefix, image);
      Map<Path, Path> executables = inPlace ? missingExecutables(launchers) : Map.of();
      // Before all that it names: if this run is killed, the next one knows what is the
      // installer's.
      file.replace(
          extensions.describe(describe(swept, launchers, build, executables.keySet())), undo);
      if (content.isPresent()) {
        stage(content.get(), build.orElseThrow());
      } else {
        addInUse();
        for (var copy : executables.entrySet()) {
          Replacement.copy(changes, copy.getValue(), copy.getKey(), true, undo);
        }
      }
      directories.create(binDir);
      extensions.copy(undo);
      commit(launchers, build);
      clean(launchers);
      return new Installation(
          Files.readString(image.resolve("VERSION")).strip(),
          prefix,
          build,
          launchers.stream().map(Launcher::path).toList());
    }

    /** Those asked for, and those of the installation that is upgraded. */
    private List<Launcher> launchers(Manifest before) throws IOException {
      SortedSet<Path> paths = new TreeSet<>();
      for (String name : Launcher.STANDARD) {
        paths.add(binDir.resolve(name));
      }
      for (String delegate : request.delegates()) {
        paths.add(binDir.resolve("cni-" + delegate + "-fp"));
      }
      for (Path path : before.launchers()) {
        Launcher.State state = new Launcher(path, prefix).state();
        if (state == Launcher.State.OURS || state == Launcher.State.FORMER) {
          paths.add(path);
        }
      }
      return paths.stream().map(path -> new Launcher(path, prefix)).toList();
    }

    private ImageContent content(List<Launcher> launchers) throws IOException {
      ImageContent content = ImageContent.read(image);
      String name = String.valueOf(image.getFileName());
      if (Prefix.of(image).isPresent()
          && BuildId.isName(name)
          && !new BuildId(name).hasDigest(content.digest())) {
        throw new InstallException(image + " is damaged: install from the archive");
      }
      return content.withLaunchers(launchers.stream().map(Launcher::name).toList());
    }

    private void stage(ImageContent content, BuildId build) throws IOException {
      Path directory = prefix.build(build);
      Stage stage = new Stage(changes);
      if (!FileTree.exists(directory)) {
        undo.add(() -> FileTree.delete(changes, prefix.staged(build)));
        stage.copy(content, prefix.staged(build));
      } else {
        Ownership.requireBuild(directory);
        if (!isIntact(directory, build)) {
          stage.repair(content, directory);
        }
      }
    }

    private static boolean isIntact(Path directory, BuildId build) throws IOException {
      try {
        return build.hasDigest(ImageContent.read(directory).digest());
      } catch (InstallException e) {
        return false;
      }
    }

    private Manifest describe(
        Manifest swept,
        List<Launcher> launchers,
        Optional<BuildId> build,
        Collection<Path> executables) {
      Manifest manifest =
          swept
              .without(entry -> entry.kind() == Kind.LAUNCHER)
              .withAll(Kind.LAUNCHER, launchers.stream().map(Launcher::path).toList())
              .withAll(Kind.CREATED, directories.created())
              .withAll(Kind.CREATED, Directories.missing(binDir));
      if (build.isPresent()) {
        return manifest.with(Kind.BUILD, build.get().name());
      }
      return manifest
          .with(Kind.UNPACKED, "")
          .with(Kind.FILE, InUse.NAME)
          .withAll(Kind.FILE, executables.stream().map(prefix.directory()::relativize).toList());
    }

    /** An unpacked image has the executables of the standard launchers alone. */
    private SortedMap<Path, Path> missingExecutables(List<Launcher> launchers) {
      SortedMap<Path, Path> missing = new TreeMap<>();
      for (Launcher launcher : launchers) {
        ImageContent.executables(launcher.name())
            .forEach((name, original) ->
                missing.put(prefix.directory().resolve(name), image.resolve(original)));
      }
      missing.keySet().removeIf(FileTree::exists);
      return missing;
    }

    private void addInUse() throws IOException {
      Path inUse = prefix.directory().resolve(InUse.NAME);
      if (!FileTree.exists(inUse)) {
        undo.add(() -> FileTree.delete(changes, inUse));
        changes.write(inUse, new byte[0], true);
      }
    }

    private void commit(List<Launcher> launchers, Optional<BuildId> build) throws IOException {
      Switch toBuild = new Switch(changes, prefix);
      toBuild.prepare(Path.of(build.isPresent() ? build.get().name() : "."), undo);
      List<Launcher> changed = new ArrayList<>();
      for (Launcher launcher : launchers) {
        if (!isRight(launcher)) {
          FileTree.delete(changes, launcher.staged());
          undo.add(() -> FileTree.delete(changes, launcher.staged()));
          changes.link(launcher.staged(), launcher.target());
          changed.add(launcher);
        }
      }
      if (build.isPresent() && FileTree.exists(prefix.staged(build.get()))) {
        Path directory = prefix.build(build.get());
        undo.add(() -> FileTree.delete(changes, directory));
        changes.rename(prefix.staged(build.get()), directory);
        changes.sync(prefix.directory());
      }
      toBuild.commit(undo);
      for (Launcher launcher : changed) {
        Replacement.replace(changes, launcher.staged(), launcher.path(), launcher.before(), undo);
      }
      for (Launcher launcher : changed) {
        changes.sync(launcher.path().resolveSibling(""));
      }
    }

    private static boolean isRight(Launcher launcher) throws IOException {
      return launcher.state() == Launcher.State.OURS
          && Files.readSymbolicLink(launcher.path()).equals(launcher.target());
    }

    /** Deletes the second names of what was replaced; if that fails, the next run does it. */
    private void clean(List<Launcher> launchers) {
      Undo rest = new Undo();
      for (Launcher launcher : launchers) {
        rest.add(() -> FileTree.delete(changes, launcher.before()));
      }
      rest.add(() -> FileTree.delete(changes, prefix.directory().resolve(".current.old")));
      rest.add(() -> FileTree.delete(changes, prefix.directory().resolve(".MANIFEST.old")));
      rest.run(new IOException("ignored"));
    }
  }
}
