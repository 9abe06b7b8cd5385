package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that a call must neither change nor disclose: what it was before.
 *
 * @param path where it is
 * @param stat its kind, mode, owner, inode, links and times
 * @param digest of its content, if it is a regular file with a size
 */
record Target(Path path, Map<String, Object> stat, String digest) {
  /** What secret content contains; found in no answer. */
  static final String SECRET = "s3cret";

  private static final Duration BOUND = Duration.ofSeconds(10);

  static Target of(Path path) throws IOException {
    Map<String, Object> stat =
        new TreeMap<>(
            Files.readAttributes(
                path,
                "unix:mode,uid,gid,ino,nlink,size,lastModifiedTime",
                LinkOption.NOFOLLOW_LINKS));
    if (Files.isDirectory(path) || path.startsWith("/proc") || path.startsWith("/dev")) {
      stat.keySet().retainAll(Set.of("mode", "uid", "gid", "ino"));
    }
    return new Target(path, stat, digest(path));
  }

  /** Asserts that a call left it as it was, told nothing of it, and came back soon. */
  void assertUntouchedBy(ProcessResult reply) throws IOException {
    assertThat(of(path)).isEqualTo(this);
    assertThat(reply.stdout() + reply.stderr()).doesNotContain(SECRET);
    assertThat(reply.elapsed()).isLessThan(BOUND);
  }

  private static String digest(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || path.startsWith("/proc")) {
      return "";
    }
    try (InputStream stream =
        new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) stream).getMessageDigest().digest());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
