package io.cnifp.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a build, by which a launcher finds the resident engine of the same one: a digest of
 * all that the image has but its caches, which are not reproducible.
 */
final class BuildId {
  private static final Path NAME = Path.of("runtime/lib/cni-fp.build");

  /** In bytes; two digits each. */
  private static final int LENGTH = 8;

  private BuildId() {}

  /** Writes the name of the build into an image that has no caches yet. */
  static void write(Path image) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    for (Path file : FileTree.files(image)) {
      digest.update((image.relativize(file) + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    Files.writeString(
        image.resolve(NAME), HexFormat.of().formatHex(digest.digest(), 0, LENGTH) + "\n");
  }
}
