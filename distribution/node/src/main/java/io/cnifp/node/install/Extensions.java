package io.cnifp.node.install;

import io.cnifp.node.install.Manifest.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The prefix's directory of extensions, which outlives builds. */
final class Extensions {
  private static final Path NAME = Path.of("extensions");

  private final FileChanges changes;
  private final Path prefix;
  private final Path source;

  /** Relative to the prefix, each directory before what is in it. */
  private final List<Path> missing;

  private Extensions(FileChanges changes, Prefix prefix, Path image, List<Path> missing) {
    this.changes = changes;
    this.prefix = prefix.directory();
    this.source = image;
    this.missing = missing;
  }

  /** Finds what the image has and the prefix has not. */
  static Extensions missing(FileChanges changes, Prefix prefix, Path image) throws IOException {
    Path directory = prefix.directory().resolve(NAME);
    List<Path> names = new ArrayList<>(List.of(NAME));
    // In a build it is a link to the prefix's.
    if (FileTree.isDirectory(image.resolve(NAME))
        && !(Files.exists(directory) && Files.isSameFile(image.resolve(NAME), directory))) {
      for (Path from : FileTree.below(image.resolve(NAME))) {
        if (FileTree.isDirectory(from) || Files.isRegularFile(from)) {
          names.add(image.relativize(from));
        }
      }
    }
    names.removeIf(name -> FileTree.exists(prefix.directory().resolve(name)));
    return new Extensions(changes, prefix, image, names);
  }

  Manifest describe(Manifest manifest) {
    Manifest described = manifest;
    for (Path name : missing) {
      described = described.with(isDirectory(name) ? Kind.DIRECTORY : Kind.FILE, name.toString());
    }
    return described;
  }

  /** Copies it. A call loads each jar as a whole or not at all. */
  void copy(Undo undo) throws IOException {
    for (Path name : missing) {
      Path to = prefix.resolve(name);
      if (isDirectory(name)) {
        undo.add(() -> FileTree.delete(changes, to));
        changes.createDirectory(to);
      } else {
        Replacement.copy(changes, source.resolve(name), to, false, undo);
      }
    }
    for (Path name : missing) {
      changes.sync(prefix.resolve(name).resolveSibling(""));
    }
  }

  private boolean isDirectory(Path name) {
    return name.equals(NAME) || FileTree.isDirectory(source.resolve(name));
  }
}
