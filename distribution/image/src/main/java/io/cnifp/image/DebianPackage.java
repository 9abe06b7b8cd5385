package io.cnifp.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes the image as a Debian package. It needs none of Debian's tools: a package, see deb(5), is
 * an ar archive of two tar archives.
 *
 * <p>It carries the image as an archive, from which its script installs to {@code /usr/lib/cni-fp}
 * and {@code /usr/lib/cni}, where Debian has its CNI plugins: dpkg would replace files one by one.
 * The documentation is in {@code /usr/share}.
 */
final class DebianPackage {
  private static final Path ARCHIVE = Path.of("usr/lib/cni-fp-image/cni-fp.tar.gz");

  /** What is in {@code /usr/share/man}, and what {@code cni-fp} finds in the image. */
  private static final List<String> NOT_SHARED = List.of("man", "maven", "doc");

  private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");

  /** The package's control file and scripts, its copyright and lintian's overrides. */
  private final Path source;

  private final String version;
  private final String architecture;
  private final Instant time;

  DebianPackage(Path source, String version, String architecture, Instant time) {
    this.source = source;
    this.version = version + "-1";
    this.architecture = architecture;
    this.time = time;
  }

  /**
   * Writes the package of an image to a directory.
   *
   * @param archive the image as an archive
   * @return its file
   */
  Path write(Path image, Path archive, Path target) throws IOException {
    Path work = target.resolve("debian");
    FileTree.delete(work);
    Path data = Files.createDirectories(work.resolve("data"));
    Path control = Files.createDirectories(work.resolve("control"));
    FileTree.copy(archive, data.resolve(ARCHIVE));
    link(data.resolve("usr/bin/cni-fp"), "../lib/cni-fp/current/bin");
    share(image, data);
    document(image, data);
    setPermissions(data);
    writeControl(data, FileTree.size(image), control);

    Path format = Files.writeString(work.resolve("debian-binary"), "2.0\n");
    Path controlArchive = work.resolve("control.tar.gz");
    Path dataArchive = work.resolve("data.tar.gz");
    ReproducibleArchive.tarGz(control, ".", controlArchive, time);
    ReproducibleArchive.tarGz(data, ".", dataArchive, time);
    Path file = target.resolve("cni-fp_" + version + "_" + architecture + ".deb");
    ReproducibleArchive.ar(List.of(format, controlArchive, dataArchive), file, time);
    FileTree.delete(work);
    return file;
  }

  /** Copies what other programs look for in {@code /usr/share}. */
  private void share(Path image, Path data) throws IOException {
    for (Path file : FileTree.files(image.resolve("share"))) {
      Path name = image.resolve("share").relativize(file);
      Path shared = data.resolve("usr/share");
      if (name.startsWith("bash-completion")) {
        FileTree.copy(file, shared.resolve(name));
      } else if (name.startsWith("systemd")) {
        Path unit = data.resolve("usr/lib/systemd/system").resolve(file.getFileName());
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, Files.readString(file).replace("/opt/cni-fp/", "/usr/lib/cni-fp/"));
      } else if (NOT_SHARED.stream().noneMatch(name::startsWith)) {
        FileTree.copy(file, shared.resolve("cni-fp").resolve(name));
      }
    }
  }

  /** Links to a launcher of the same name. */
  private static void link(Path link, String directory) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(directory).resolve(link.getFileName()));
  }

  private void document(Path image, Path data) throws IOException {
    Path pages = image.resolve("share/man");
    for (Path page : Files.exists(pages) ? FileTree.files(pages) : List.<Path>of()) {
      Path name = Path.of("usr/share/man").resolve(pages.relativize(page) + ".gz");
      ReproducibleArchive.gzip(Files.readAllBytes(page), data.resolve(name));
    }
    Path directory = Files.createDirectories(data.resolve("usr/share/doc/cni-fp"));
    FileTree.copy(source.resolve("copyright"), directory.resolve("copyright"));
    ReproducibleArchive.gzip(
        Files.readAllBytes(image.resolve("CHANGELOG.md")), directory.resolve("changelog.gz"));
    String date =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .format(time.atOffset(ZoneOffset.UTC));
    ReproducibleArchive.gzip(
        "cni-fp (%s) unstable; urgency=medium\n\n  * Built from the sources: see changelog.gz.\n\n -- %s  %s\n"
            .formatted(version, maintainer(), date)
            .getBytes(US_ASCII),
        directory.resolve("changelog.Debian.gz"));
    FileTree.copy(source.resolve("policy.json"), directory.resolve("examples/policy.json"));
    FileTree.copy(
        source.resolve("lintian-overrides"), data.resolve("usr/share/lintian/overrides/cni-fp"));
  }

  private String maintainer() throws IOException {
    return Files.readAllLines(source.resolve("control")).stream()
        .filter(line -> line.startsWith("Maintainer: "))
        .findFirst()
        .orElseThrow()
        .substring("Maintainer: ".length());
  }

  private static void setPermissions(Path data) throws IOException {
    for (Path path : FileTree.paths(data)) {
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      Files.setPosixFilePermissions(
          path, Files.isDirectory(path) ? FileTree.EXECUTABLE : FileTree.PLAIN);
    }
  }

  private void writeControl(Path data, long installed, Path control) throws IOException {
    long size = installed;
    StringBuilder sums = new StringBuilder();
    for (Path file : FileTree.files(data)) {
      byte[] content = Files.readAllBytes(file);
      size += content.length;
      sums.append(DigestUtils.md5Hex(content))
          .append("  ")
          .append(data.relativize(file))
          .append('\n');
    }
    Files.writeString(control.resolve("md5sums"), sums);
    Files.writeString(
        control.resolve("control"),
        Files.readString(source.resolve("control"))
            .replace("@version@", version)
            .replace("@architecture@", architecture)
            .replace("@size@", Long.toString(size >> 10)));
    for (String name : SCRIPTS) {
      Path script = Files.copy(source.resolve(name), control.resolve(name));
      Files.setPosixFilePermissions(script, FileTree.EXECUTABLE);
    }
  }
}
