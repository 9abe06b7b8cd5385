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
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes the image as a Debian package. It needs none of Debian's tools: a package, see deb(5), is
 * an ar archive of two tar archives.
 *
 * <p>The image is installed to {@code /usr/lib/cni-fp}, links to its launchers to {@code
 * /usr/lib/cni}, where Debian has its CNI plugins, and the documentation to {@code /usr/share}.
 */
final class DebianPackage {
  private static final Path HOME = Path.of("usr/lib/cni-fp");

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

  /** Writes the package of an image to a directory; returns its file. */
  Path write(Path image, Path target) throws IOException {
    Path work = target.resolve("debian");
    FileTree.delete(work);
    Path data = Files.createDirectories(work.resolve("data"));
    Path control = Files.createDirectories(work.resolve("control"));
    install(image, data);
    document(image, data);
    setPermissions(data);
    writeControl(data, control);

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

  /** Installs the image, without the installer and its page: the package manager installs. */
  private void install(Path image, Path data) throws IOException {
    for (Path file : FileTree.files(image)) {
      Optional<Path> place = place(image.relativize(file));
      if (place.isPresent()) {
        FileTree.copy(file, data.resolve(place.get()));
      }
    }
    for (Path launcher : FileTree.files(image.resolve("bin"))) {
      String name = launcher.getFileName().toString();
      if (name.equals("cni-fp")) {
        link(data.resolve("usr/bin").resolve(name), "../lib/cni-fp/bin");
      } else if (name.startsWith("cni-") && name.endsWith("-fp")) {
        link(data.resolve("usr/lib/cni").resolve(name), "../cni-fp/bin");
      }
    }
  }

  /** Links to a launcher of the same name. */
  private static void link(Path link, String directory) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(directory).resolve(link.getFileName()));
  }

  /** Returns where a file of the image is installed; empty if it isn't, or is compressed. */
  private static Optional<Path> place(Path name) {
    String text = name.toString();
    if (List.of("bin/install", "LICENSE", "CHANGELOG.md").contains(text)
        || text.startsWith("share/man/")) {
      return Optional.empty();
    }
    if (text.startsWith("share/bash-completion/")) {
      return Optional.of(Path.of("usr").resolve(name));
    }
    return Optional.of(
        name.startsWith("share")
            ? Path.of("usr/share/cni-fp").resolve(name.subpath(1, name.getNameCount()))
            : HOME.resolve(name));
  }

  private void document(Path image, Path data) throws IOException {
    Path pages = image.resolve("share/man");
    for (Path page : Files.exists(pages) ? FileTree.files(pages) : List.<Path>of()) {
      if (!page.getFileName().toString().equals("cni-fp-install.8")) {
        Path name = Path.of("usr/share/man").resolve(pages.relativize(page) + ".gz");
        ReproducibleArchive.gzip(Files.readAllBytes(page), data.resolve(name));
      }
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
      String name = data.relativize(path).toString();
      boolean executable =
          Files.isDirectory(path)
              || name.startsWith(HOME + "/bin/")
              || name.startsWith(HOME + "/runtime/bin/")
              || name.endsWith("/jspawnhelper");
      Files.setPosixFilePermissions(path, executable ? FileTree.EXECUTABLE : FileTree.PLAIN);
    }
  }

  private void writeControl(Path data, Path control) throws IOException {
    long size = 0;
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
    Path script = Files.copy(source.resolve("postrm"), control.resolve("postrm"));
    Files.setPosixFilePermissions(script, FileTree.EXECUTABLE);
  }
}
