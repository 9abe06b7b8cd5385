import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The image as a Debian package, made without Debian's tools: deb(5) is an ar archive of two tar
 * archives. The image goes to {@code /usr/lib/cni-fp}, a launcher of each plugin to {@code
 * /usr/lib/cni}, where Debian's CNI plugins are, and what is in {@code share} to where Debian has
 * such things.
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

  /** Writes the package of an image to a folder; returns its file. */
  Path write(Path image, Path target) throws IOException {
    Path work = target.resolve("debian");
    delete(work);
    Path data = Files.createDirectories(work.resolve("data"));
    Path control = Files.createDirectories(work.resolve("control"));
    install(image, data);
    document(image, data);
    setPermissions(data);
    writeControl(data, control);

    Path controlArchive = work.resolve("control.tar.gz");
    Path dataArchive = work.resolve("data.tar.gz");
    ReproducibleTar.write(control, ".", controlArchive, time);
    ReproducibleTar.write(data, ".", dataArchive, time);
    Path file = target.resolve("cni-fp_" + version + "_" + architecture + ".deb");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("!<arch>\n".getBytes(US_ASCII));
      member(out, "debian-binary", "2.0\n".getBytes(US_ASCII));
      member(out, "control.tar.gz", Files.readAllBytes(controlArchive));
      member(out, "data.tar.gz", Files.readAllBytes(dataArchive));
    }
    delete(work);
    return file;
  }

  /** The image without what the package manager does itself: the installer and its page. */
  private void install(Path image, Path data) throws IOException {
    for (Path file : files(image)) {
      Optional<Path> place = place(image.relativize(file));
      if (place.isPresent()) {
        copy(file, data.resolve(place.get()));
      }
    }
    for (Path launcher : files(image.resolve("bin"))) {
      String name = launcher.getFileName().toString();
      if (name.equals("cni-fp")) {
        Path link = data.resolve("usr/bin").resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../lib/cni-fp/bin", name));
      } else if (name.startsWith("cni-") && name.endsWith("-fp")) {
        writeLauncher(launcher, data.resolve("usr/lib/cni").resolve(name));
      }
    }
  }

  /** Where a file of the image goes; empty if nowhere, or compressed. */
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

  /** As the installer's: it has the installation's folder written in and looks for nothing. */
  private static void writeLauncher(Path launcher, Path file) throws IOException {
    String text = Files.readString(launcher);
    int body = text.indexOf("\n# ---");
    if (body < 0) {
      throw new IllegalStateException(launcher + " has no line that begins with \"# ---\"");
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        #!/bin/sh
        # Of the Debian package cni-fp; the same program as /%s/bin/%s.
        home='/%s'
        self='/usr/lib/cni/%s'
        """
                .formatted(HOME, file.getFileName(), HOME, file.getFileName())
            + text.substring(text.indexOf('\n', body + 1) + 1));
  }

  private void document(Path image, Path data) throws IOException {
    Path pages = image.resolve("share/man");
    for (Path page : Files.exists(pages) ? files(pages) : List.<Path>of()) {
      if (!page.getFileName().toString().equals("cni-fp-install.8")) {
        Path name = Path.of("usr/share/man").resolve(pages.relativize(page) + ".gz");
        compress(Files.readAllBytes(page), data.resolve(name));
      }
    }
    Path folder = Files.createDirectories(data.resolve("usr/share/doc/cni-fp"));
    copy(source.resolve("copyright"), folder.resolve("copyright"));
    compress(Files.readAllBytes(image.resolve("CHANGELOG.md")), folder.resolve("changelog.gz"));
    String date =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .format(time.atOffset(ZoneOffset.UTC));
    compress(
        "cni-fp (%s) unstable; urgency=medium\n\n  * Made by the build: see changelog.gz.\n\n -- %s  %s\n"
            .formatted(version, maintainer(), date)
            .getBytes(US_ASCII),
        folder.resolve("changelog.Debian.gz"));
    copy(source.resolve("policy.json"), folder.resolve("examples/policy.json"));
    copy(source.resolve("lintian-overrides"), data.resolve("usr/share/lintian/overrides/cni-fp"));
  }

  private String maintainer() throws IOException {
    return Files.readAllLines(source.resolve("control")).stream()
        .filter(line -> line.startsWith("Maintainer: "))
        .findFirst()
        .orElseThrow()
        .substring("Maintainer: ".length());
  }

  /** As {@code gzip -9n} does it, to the flag that says so. */
  private static void compress(byte[] content, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(9);
          }
        }) {
      out.write(content);
    }
    byte[] compressed = bytes.toByteArray();
    compressed[8] = 2;
    Files.createDirectories(file.getParent());
    Files.write(file, compressed);
  }

  private static void setPermissions(Path data) throws IOException {
    for (Path path : paths(data)) {
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      String name = data.relativize(path).toString();
      boolean executable =
          Files.isDirectory(path)
              || name.startsWith("usr/lib/cni/")
              || name.startsWith(HOME + "/bin/")
              || name.startsWith(HOME + "/runtime/bin/")
              || name.endsWith("/jspawnhelper");
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private void writeControl(Path data, Path control) throws IOException {
    long size = 0;
    StringBuilder sums = new StringBuilder();
    for (Path file : files(data)) {
      byte[] content = Files.readAllBytes(file);
      size += content.length;
      sums.append(md5(content)).append("  ").append(data.relativize(file)).append('\n');
    }
    Files.writeString(control.resolve("md5sums"), sums);
    Files.writeString(
        control.resolve("control"),
        Files.readString(source.resolve("control"))
            .replace("@version@", version)
            .replace("@architecture@", architecture)
            .replace("@size@", Long.toString(size >> 10)));
    Path script = Files.copy(source.resolve("postrm"), control.resolve("postrm"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** See deb(5) and ar(5): a header of 60 characters, and an even number of bytes. */
  private void member(OutputStream out, String name, byte[] content) throws IOException {
    out.write(
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n"
            .formatted(name, time.getEpochSecond(), 0, 0, "100644", content.length)
            .getBytes(US_ASCII));
    out.write(content);
    if (content.length % 2 == 1) {
      out.write('\n');
    }
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  /** Regular files, sorted. */
  private static List<Path> files(Path folder) throws IOException {
    return paths(folder).stream()
        .filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
        .toList();
  }

  private static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path path : paths(folder).reversed()) {
        Files.delete(path);
      }
    }
  }
}
