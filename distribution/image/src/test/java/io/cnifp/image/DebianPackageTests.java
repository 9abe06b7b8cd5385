package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the Debian package")
class DebianPackageTests {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private Path image;

  @BeforeEach
  void anImage() throws IOException {
    image = directory.resolve("cni-fp");
    write("bin/cni-bridge-fp", "launcher");
    write("bin/cni-fp", "launcher");
    write("bin/launcher", "launcher");
    write("bin/install", "#!/bin/sh\n");
    write("extensions/README", "text");
    write("runtime/bin/java", "java");
    write("share/man/man8/cni-bridge-fp.8", ".TH");
    write("share/man/man8/cni-fp-install.8", ".TH");
    write("share/sbom/cni-fp.cdx.json", "{}");
    write("CHANGELOG.md", "changes");
    write("LICENSE", "license");
  }

  private void write(String name, String content) throws IOException {
    Path file = image.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Path build(String target) throws IOException {
    Path directory = Files.createDirectories(this.directory.resolve(target));
    return new DebianPackage(Path.of("src/main/debian"), "1.2", "amd64", TIME)
        .write(image, Files.writeString(directory.resolve("archive"), "image"), directory);
  }

  /** The members of the two archives in the package, by their names. */
  private static Map<String, String> contents(Path deb) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var ar = new ArArchiveInputStream(Files.newInputStream(deb))) {
      for (ArArchiveEntry each = ar.getNextEntry(); each != null; each = ar.getNextEntry()) {
        byte[] bytes = ar.readAllBytes();
        if (!each.getName().endsWith(".tar.gz")) {
          contents.put(each.getName(), new String(bytes, StandardCharsets.UTF_8));
          continue;
        }
        try (var tar =
            new TarArchiveInputStream(
                new GzipCompressorInputStream(new ByteArrayInputStream(bytes)))) {
          for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
            contents.put(
                e.getName(),
                e.isSymbolicLink()
                    ? e.getLinkName()
                    : new String(tar.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return contents;
  }

  @Test
  void hasTheImageWhereDebianExpectsIt() throws IOException {
    Path deb = build("one");
    assertThat(deb).hasFileName("cni-fp_1.2-1_amd64.deb");
    Map<String, String> contents = contents(deb);
    assertThat(contents)
        .containsEntry("debian-binary", "2.0\n")
        .containsEntry("./usr/bin/cni-fp", "../lib/cni-fp/current/bin/cni-fp")
        .containsKeys(
            "./postinst",
            "./prerm",
            "./postrm",
            "./usr/lib/cni-fp-image/cni-fp.tar.gz",
            "./usr/share/cni-fp/sbom/cni-fp.cdx.json",
            "./usr/share/doc/cni-fp/changelog.gz",
            "./usr/share/man/man8/cni-bridge-fp.8.gz",
            "./usr/share/man/man8/cni-fp-install.8.gz")
        .allSatisfy((name, _) -> assertThat(name).doesNotStartWith("./usr/lib/cni-fp/"));
    assertThat(contents.get("./control")).contains("Version: 1.2-1\nArchitecture: amd64\n");
    assertThat(contents.get("./md5sums"))
        .contains("78805a221a988e79ef3f42d7c5bfd418  usr/lib/cni-fp-image/cni-fp.tar.gz\n");
  }

  @Test
  void hasTheSameBytesEachTime() throws IOException {
    assertThat(build("one")).hasSameBinaryContentAs(build("two"));
  }
}
