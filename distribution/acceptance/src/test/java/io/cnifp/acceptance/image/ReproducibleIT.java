package io.cnifp.acceptance.image;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, its archive and its Debian package, built a second time in another directory.
 *
 * <p>Two files differ, the AOT caches, and with them the lines of their sizes in the image's list.
 * Most of the difference is in its last part, the heap, and it stays on one processor, interpreted
 * only, from one and the same record of the training, with fixed hash codes and without address
 * randomisation.
 */
@DisplayName("a second build")
class ReproducibleIT {
  private static final String CACHE = ".aot";
  private static final String LIST = "cni-fp.list";

  /** The archive with the caches, in the package; the same archive is compared by its files. */
  private static final String ARCHIVE = "/cni-fp.tar.gz";

  @TempDir Path again;

  @Test
  void makesTheSameBytesTimesAndModesButForTheCaches() throws Exception {
    Path image = Path.of(System.getProperty("cnifp.image")).toAbsolutePath();
    Path target = image.getParent();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Dcnifp.target=" + again,
            "--class-path",
            target.resolve("classes")
                + ":"
                + Files.readString(target.resolve("builder-class-path")).strip(),
            "io.cnifp.image.Main",
            target.getParent().toString(),
            Files.readString(image.resolve("VERSION")).strip(),
            Files.getLastModifiedTime(image.resolve("VERSION")).toString());
    ProcessResult finished = ProcessResult.of(command, Map.of("PATH", "/usr/bin:/bin"), "");
    assertThat(finished.status()).as(finished.stdout() + finished.stderr()).isZero();

    assertThat(files(again.resolve("cni-fp"))).isEqualTo(files(target.resolve("cni-fp")));
    for (String ending : List.of(".tar.gz", ".deb")) {
      assertThat(listing(again, ending)).isEqualTo(listing(target, ending));
    }
  }

  /** What each file is: mode, time and content, but of the caches no content. */
  private static Map<String, String> files(Path image) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(image)) {
      for (Path path : paths.toList()) {
        String name = image.relativize(path).toString();
        String content =
            Files.isDirectory(path)
                ? "directory"
                : name.endsWith(CACHE)
                    ? "cache"
                    : name.endsWith(LIST) ? withoutCaches(path) : digest(path);
        files.put(
            name,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                + " "
                + Files.getLastModifiedTime(path)
                + " "
                + content);
      }
    }
    return files;
  }

  private static String digest(Path path) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
  }

  private static String withoutCaches(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .filter(line -> !line.endsWith(CACHE))
        .collect(joining("\n"));
  }

  /** Names, modes, owners, sizes and times in an archive, but for the caches'. */
  private static String listing(Path target, String ending) throws IOException {
    Path archive;
    try (Stream<Path> files = Files.list(target)) {
      archive = files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
    List<String> command =
        ending.equals(".deb")
            ? List.of("/usr/bin/dpkg-deb", "--contents", archive.toString())
            : List.of("/usr/bin/tar", "-tvzf", archive.toString());
    try {
      ProcessResult listing = ProcessResult.of(command, Map.of("PATH", "/usr/bin:/bin"), "");
      assertThat(listing.status()).as(listing.stderr()).isZero();
      return listing
          .stdout()
          .lines()
          .filter(line -> !line.endsWith(CACHE) && !line.endsWith(ARCHIVE))
          .collect(joining("\n"));
    } catch (Exception e) {
      throw new IOException("cannot list " + archive, e);
    }
  }
}
