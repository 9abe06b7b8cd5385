package io.cnifp.node.install;

import io.cnifp.node.install.Manifest.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The prefix's directory of extensions, which outlives builds. */
final class Extensions {
  private static final Path NAME = Path.of("extensions");

  private final FileChanges changes;
  private final Prefix prefix;
  private final Undo undo;

  Extensions(FileChanges changes, Prefix prefix, Undo undo) {
    this.changes = changes;
    this.prefix = prefix;
    this.undo = undo;
  }

  /** Copies what the image has and the prefix has not; returns the manifest with it. */
  Manifest install(Path image, Manifest manifest) throws IOException {
    Path directory = prefix.directory().resolve(NAME);
    Path source = image.resolve(NAME);
    Manifest described = manifest;
    if (!FileTree.exists(directory)) {
      undo.add(() -> FileTree.delete(changes, directory));
      changes.createDirectory(directory);
      described = described.with(Kind.DIRECTORY, NAME.toString());
    }
    // In a build it is a link to the prefix's.
    if (!FileTree.isDirectory(source) || Files.isSameFile(source, directory)) {
      return described;
    }
    for (Path from : FileTree.below(source)) {
      Path to = directory.resolve(source.relativize(from));
      if (FileTree.exists(to)) {
        continue;
      }
      undo.add(() -> FileTree.delete(changes, to));
      String name = prefix.directory().relativize(to).toString();
      if (FileTree.isDirectory(from)) {
        changes.createDirectory(to);
        described = described.with(Kind.DIRECTORY, name);
      } else if (Files.isRegularFile(from)) {
        changes.copy(from, to, false);
        described = described.with(Kind.FILE, name);
      }
    }
    changes.sync(directory);
    return described;
  }
}
