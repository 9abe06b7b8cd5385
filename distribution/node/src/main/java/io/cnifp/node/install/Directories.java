package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates directories and remembers which, so that they can be removed again. */
final class Directories {
  private final FileChanges changes;
  private final Undo undo;
  private final List<Path> created = new ArrayList<>();

  Directories(FileChanges changes, Undo undo) {
    this.changes = changes;
    this.undo = undo;
  }

  /** Creates a directory and those above it, if they are missing. */
  void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      create(parent);
    }
    changes.createDirectory(directory);
    undo.add(() -> changes.delete(directory));
    created.add(directory);
    if (parent != null) {
      changes.sync(parent);
    }
  }

  /** Returns a directory and those above it that are missing. */
  static List<Path> missing(Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path each = directory; each != null && !Files.isDirectory(each); each = each.getParent()) {
      missing.add(each);
    }
    return missing;
  }

  /** Returns those that were missing. */
  List<Path> created() {
    return created;
  }
}
