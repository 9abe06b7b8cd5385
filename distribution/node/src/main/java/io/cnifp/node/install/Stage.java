package io.cnifp.node.install;

import io.cnifp.node.install.ImageContent.Entry;
import io.cnifp.node.install.ImageContent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the files of a build to the disk: all of them beside the other builds, or those that are
 * damaged in a build that is there.
 */
final class Stage {
  private static final String REPAIRED = ".cni-fp-repaired";

  private final FileChanges changes;

  Stage(FileChanges changes) {
    this.changes = changes;
  }

  /**
   * Copies an image.
   *
   * @param staged the directory to create
   * @throws InstallException if the image changes meanwhile
   */
  void copy(ImageContent image, Path staged) throws IOException {
    changes.createDirectory(staged);
    for (Entry entry : image.entries()) {
      write(entry, staged.resolve(entry.name()));
    }
    changes.write(staged.resolve(InUse.NAME), new byte[0], true);
    linkExtensions(staged);
    for (Entry entry : image.entries().reversed()) {
      if (entry.kind() == Kind.DIRECTORY) {
        finish(entry.source(), staged.resolve(entry.name()));
      }
    }
    finish(image.root(), staged);
    if (!ImageContent.read(staged).digest().equals(image.digest())) {
      throw new InstallException(image.root() + " changed while it was copied: install again");
    }
  }

  /** The extensions are the prefix's: they outlive the build. */
  private void linkExtensions(Path build) throws IOException {
    for (String name : Prefix.EXTENSIONS) {
      Path link = build.resolve(name);
      if (!FileTree.exists(link)) {
        changes.link(link, Path.of("..", name));
      }
    }
  }

  private void finish(Path from, Path directory) throws IOException {
    changes.copyTime(from, directory);
    changes.sync(directory);
  }

  private void write(Entry entry, Path to) throws IOException {
    switch (entry.kind()) {
      case DIRECTORY -> changes.createDirectory(to);
      case LINK -> changes.link(to, Path.of(entry.value()));
      case FILE, EXECUTABLE -> changes.copy(entry.source(), to, entry.kind() == Kind.EXECUTABLE);
    }
  }

  /**
   * Replaces what is damaged in a build, one file at a time, and removes what is no part of it. A
   * call meanwhile finds each file as it was or as it should be.
   */
  void repair(ImageContent image, Path build) throws IOException {
    Map<Path, Entry> found = new HashMap<>();
    for (Entry entry : entries(build)) {
      found.put(entry.name(), entry);
    }
    Set<Path> wanted = new HashSet<>();
    for (Entry entry : image.entries()) {
      wanted.add(entry.name());
      Entry is = found.get(entry.name());
      if (is == null || is.kind() != entry.kind() || !is.value().equals(entry.value())) {
        replace(entry, build.resolve(entry.name()));
      }
    }
    for (Path name : ImageContent.names(build).reversed()) {
      if (!wanted.contains(name)) {
        FileTree.delete(changes, build.resolve(name));
      }
    }
    linkExtensions(build);
    changes.sync(build);
    if (!ImageContent.read(build).digest().equals(image.digest())) {
      throw new InstallException(build + " is damaged, and can't be repaired: uninstall it");
    }
  }

  /** The entries of a build, or none if it is damaged so much that it is no image. */
  private static List<Entry> entries(Path build) throws IOException {
    try {
      return ImageContent.read(build).entries();
    } catch (InstallException e) {
      return List.of();
    }
  }

  private void replace(Entry entry, Path to) throws IOException {
    boolean wasDirectory = FileTree.isDirectory(to);
    boolean isDirectory = entry.kind() == Kind.DIRECTORY;
    if (wasDirectory && isDirectory) {
      return;
    }
    if (wasDirectory || (isDirectory && FileTree.exists(to))) {
      FileTree.delete(changes, to);
    }
    if (isDirectory) {
      changes.createDirectory(to);
      return;
    }
    Path repaired = to.resolveSibling(to.getFileName() + REPAIRED);
    FileTree.delete(changes, repaired);
    write(entry, repaired);
    changes.rename(repaired, to);
    Path parent = to.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      changes.sync(parent);
    }
  }
}
