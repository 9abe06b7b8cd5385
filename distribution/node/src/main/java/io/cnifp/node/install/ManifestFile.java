package io.cnifp.node.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file {@code PREFIX/MANIFEST}, which is only ever replaced as a whole. */
final class ManifestFile {
  private final FileChanges changes;
  private final Prefix prefix;

  ManifestFile(FileChanges changes, Prefix prefix) {
    this.changes = changes;
    this.prefix = prefix;
  }

  /** Returns its content; an empty manifest if there is none. */
  Manifest read() throws IOException {
    return prefix.isInstalled()
        ? Manifest.parse(Files.readString(prefix.manifest(), UTF_8))
        : Manifest.EMPTY;
  }

  /** Replaces it. To take that back needs no space on the disk. */
  void replace(Manifest manifest, Undo undo) throws IOException {
    Path staged = prefix.directory().resolve(".MANIFEST.new");
    Path before = prefix.directory().resolve(".MANIFEST.old");
    undo.add(() -> FileTree.delete(changes, staged));
    changes.write(staged, manifest.text().getBytes(UTF_8), false);
    Replacement.replace(changes, staged, prefix.manifest(), before, undo);
    changes.sync(prefix.directory());
  }

  /** Replaces it; nothing is to be taken back. */
  void replace(Manifest manifest) throws IOException {
    Path staged = prefix.directory().resolve(".MANIFEST.new");
    FileTree.delete(changes, staged);
    changes.write(staged, manifest.text().getBytes(UTF_8), false);
    changes.rename(staged, prefix.manifest());
    changes.sync(prefix.directory());
  }
}
