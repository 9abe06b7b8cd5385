package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Path;

/** Creates and replaces files by renames, so that half of one is never seen. */
final class Replacement {
  private Replacement() {}

  /** Returns the name under which a file is created before it is renamed. */
  static Path staged(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".cni-fp-new");
  }

  /** Copies a file to a name that is free. */
  static void copy(FileChanges changes, Path from, Path to, boolean executable, Undo undo)
      throws IOException {
    Path staged = staged(to);
    FileTree.delete(changes, staged);
    undo.add(() -> FileTree.delete(changes, staged));
    changes.copy(from, staged, executable);
    undo.add(() -> FileTree.delete(changes, to));
    changes.rename(staged, to);
  }

  /**
   * Renames one file to the name of another.
   *
   * @param before a name in the same directory, which keeps the file that is replaced; the caller
   *     deletes it when all is done
   */
  static void replace(FileChanges changes, Path from, Path to, Path before, Undo undo)
      throws IOException {
    if (!FileTree.exists(to)) {
      undo.add(() -> FileTree.delete(changes, to));
      changes.rename(from, to);
      return;
    }
    // An interrupted installer of another prefix may have left one.
    FileTree.delete(changes, before);
    undo.add(() -> FileTree.delete(changes, before));
    changes.addName(before, to);
    undo.add(() -> changes.rename(before, to));
    changes.rename(from, to);
  }
}
