package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Path;

/** Replaces a file by a rename that can be taken back by a rename. */
final class Replacement {
  private Replacement() {}

  /**
   * Renames one file to the name of another.
   *
   * @param before a free name in the same directory, which keeps the file that is replaced; the
   *     caller deletes it when all is done
   */
  static void replace(FileChanges changes, Path from, Path to, Path before, Undo undo)
      throws IOException {
    if (!FileTree.exists(to)) {
      undo.add(() -> FileTree.delete(changes, to));
      changes.rename(from, to);
      return;
    }
    undo.add(() -> FileTree.delete(changes, before));
    changes.addName(before, to);
    undo.add(() -> changes.rename(before, to));
    changes.rename(from, to);
  }
}
