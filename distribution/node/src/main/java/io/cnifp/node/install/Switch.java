package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Path;

/** The link {@code PREFIX/current}, whose replacement is the one instant of an upgrade. */
final class Switch {
  private final FileChanges changes;
  private final Prefix prefix;

  Switch(FileChanges changes, Prefix prefix) {
    this.changes = changes;
    this.prefix = prefix;
  }

  /** Creates the next link beside the current one. */
  void prepare(Path target, Undo undo) throws IOException {
    undo.add(() -> FileTree.delete(changes, staged()));
    changes.link(staged(), target);
  }

  /** Replaces the link by the prepared one. */
  void commit(Undo undo) throws IOException {
    Replacement.replace(changes, staged(), prefix.current(), before(), undo);
    changes.sync(prefix.directory());
  }

  private Path staged() {
    return prefix.directory().resolve(".current.new");
  }

  private Path before() {
    return prefix.directory().resolve(".current.old");
  }
}
