package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTests {
  @TempDir private Path temporary;
  private Path directory;
  private Path file;

  @BeforeEach
  void lay() throws IOException {
    directory = Files.createDirectory(temporary.toRealPath().resolve("directory"));
    file = Files.createFile(directory.resolve("file"));
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private void refuse(Path path, Path culprit) {
    assertThat(TrustedPath.check(path).problem())
        .isEqualTo(culprit + " may be written by others than its owner");
  }

  @Test
  void isOursOrRootsAlone() {
    assertThat(TrustedPath.check(file)).isEqualTo(new TrustedPath.Trusted(file, "", true));
    assertThat(TrustedPath.check(Path.of("/")))
        .isEqualTo(new TrustedPath.Trusted(Path.of("/"), "", true));
  }

  @Test
  void hasItsLinksResolved() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("../directory/./file"));
    Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), link);
    assertThat(TrustedPath.check(absolute)).isEqualTo(new TrustedPath.Trusted(file, "", true));
    assertThat(TrustedPath.check(directory.resolve("../../../../../../.." + file)))
        .isEqualTo(new TrustedPath.Trusted(file, "", true));
  }

  @Test
  void isNotAFileThatOthersMayWrite() throws IOException {
    mode(file, 0664);
    refuse(file, file);
    mode(file, 0646);
    refuse(file, file);
  }

  @Test
  void isNotInADirectoryThatOthersMayWrite() throws IOException {
    mode(directory, 0775);
    refuse(file, directory);
  }

  @Test
  void mayBeInAStickyDirectory() throws IOException {
    mode(directory, 01777);
    assertThat(TrustedPath.check(file).problem()).isEmpty();
  }

  @Test
  void doesntLeadByALinkThroughADirectoryThatOthersMayWrite() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.createSymbolicLink(open.resolve("back"), file);
    Path link = Files.createSymbolicLink(directory.resolve("link"), open.resolve("back"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(link, open);
  }

  @Test
  void doesntLeadOutOfADirectoryThatOthersMayWriteByDots() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(open.resolve("../file"), open);
  }

  @Test
  void endsSomewhere() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), directory.resolve("b"));
    Files.createSymbolicLink(directory.resolve("b"), link);
    assertThat(TrustedPath.check(link).problem()).isEqualTo("too many symbolic links");
    assertThat(TrustedPath.check(directory.resolve("none")).problem())
        .isEqualTo("it does not exist or cannot be examined");
  }

  @Test
  void isNotAnotherUsers() throws IOException {
    // Only root can give a file away to try this.
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      Files.setAttribute(file, "unix:uid", 4321);
      assertThat(TrustedPath.check(file).problem()).isEqualTo(file + " belongs to another user");
    }
  }
}
