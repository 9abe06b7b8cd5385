package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths that need not exist. */
final class AbsolutePath {
  private AbsolutePath() {}

  /** Returns the path with the links of its existing part resolved. */
  static Path of(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = existing(absolute);
    return existing.toRealPath().resolve(existing.relativize(absolute));
  }

  /** Returns the longest part of an absolute path that exists. */
  static Path existing(Path path) {
    Path existing = path;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null) {
        return existing;
      }
      existing = parent;
    }
    return existing;
  }
}
