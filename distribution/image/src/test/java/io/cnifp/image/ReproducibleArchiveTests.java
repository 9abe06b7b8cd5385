package io.cnifp.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("an archive")
class ReproducibleArchiveTests {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  private Path tree(String name, Instant time) throws IOException {
    Path tree = Files.createDirectories(directory.resolve(name).resolve("sub"));
    Path script = Files.writeString(tree.resolve("script"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, FileTree.EXECUTABLE);
    Path plain = Files.writeString(tree.resolve("plain"), "x".repeat(1000));
    Files.setPosixFilePermissions(plain, FileTree.PLAIN);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("plain"));
    Files.writeString(tree.resolve("n".repeat(120)), "");
    Files.setLastModifiedTime(plain, FileTime.from(time));
    return tree.getParent();
  }

  @Test
  void hasTheSameBytesWhateverTheTimesOfTheFiles() throws IOException {
    Path one = directory.resolve("one.tar.gz");
    Path two = directory.resolve("two.tar.gz");
    ReproducibleArchive.tarGz(tree("a", TIME), "cni-fp", one, TIME);
    ReproducibleArchive.tarGz(tree("b", Instant.EPOCH), "cni-fp", two, TIME);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void hasSortedEntriesThatBelongToRoot() throws IOException {
    Path archive = directory.resolve("a.tar.gz");
    ReproducibleArchive.tarGz(tree("a", Instant.EPOCH), ".", archive, TIME);
    List<String> entries = new ArrayList<>();
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.getUserName() + entry.getLongUserId()).isEqualTo("root0");
        assertThat(entry.getGroupName() + entry.getLongGroupId()).isEqualTo("root0");
        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
        entries.add("%o %s".formatted(entry.getMode() & 07777, entry.getName()));
      }
    }
    assertThat(entries)
        .containsExactly(
            "755 ./",
            "755 ./sub/",
            "777 ./sub/link",
            "644 ./sub/" + "n".repeat(120),
            "644 ./sub/plain",
            "755 ./sub/script");
  }

  @Test
  void ofTypeArKeepsTheOrderOfItsMembers() throws IOException {
    Path two = Files.writeString(directory.resolve("two"), "12345");
    Path one = Files.writeString(directory.resolve("one"), "1");
    Path archive = directory.resolve("a.deb");
    ReproducibleArchive.ar(List.of(two, one), archive, TIME);
    try (var ar = new ArArchiveInputStream(Files.newInputStream(archive))) {
      ArArchiveEntry entry = ar.getNextEntry();
      assertThat(entry.getName()).isEqualTo("two");
      assertThat(entry.getMode()).isEqualTo(0100644);
      assertThat(new String(ar.readAllBytes(), UTF_8)).isEqualTo("12345");
      assertThat(ar.getNextEntry().getName()).isEqualTo("one");
    }
  }

  @Test
  void ofTypeGzipHasNeitherNameNorTime() throws IOException {
    Path file = directory.resolve("sub/f.gz");
    ReproducibleArchive.gzip("content".getBytes(UTF_8), file);
    byte[] header = Files.readAllBytes(file);
    // RFC 1952: flags, four bytes of time, then 2 for the best compression, as of gzip -9n.
    assertThat(header).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2);
  }
}
