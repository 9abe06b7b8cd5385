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
  private Path folder;
  private Path file;

  @BeforeEach
  void lay() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
    file = Files.createFile(folder.resolve("file"));
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
    assertThat(TrustedPath.check(file)).isEqualTo(new TrustedPath.Trusted(file, ""));
    assertThat(TrustedPath.check(Path.of("/")))
        .isEqualTo(new TrustedPath.Trusted(Path.of("/"), ""));
  }

  @Test
  void hasItsLinksResolved() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("../folder/./file"));
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), link);
    assertThat(TrustedPath.check(absolute)).isEqualTo(new TrustedPath.Trusted(file, ""));
    assertThat(TrustedPath.check(folder.resolve("../../../../../../.." + file)))
        .isEqualTo(new TrustedPath.Trusted(file, ""));
  }

  @Test
  void isNotAFileThatOthersMayWrite() throws IOException {
    mode(file, 0664);
    refuse(file, file);
    mode(file, 0646);
    refuse(file, file);
  }

  @Test
  void isNotInAFolderThatOthersMayWrite() throws IOException {
    mode(folder, 0775);
    refuse(file, folder);
  }

  @Test
  void mayBeInAStickyFolder() throws IOException {
    mode(folder, 01777);
    assertThat(TrustedPath.check(file).problem()).isEmpty();
  }

  @Test
  void doesntLeadByALinkThroughAFolderThatOthersMayWrite() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.createSymbolicLink(open.resolve("back"), file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), open.resolve("back"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(link, open);
  }

  @Test
  void doesntLeadOutOfAFolderThatOthersMayWriteByDots() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(open.resolve("../file"), open);
  }

  @Test
  void endsSomewhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), link);
    assertThat(TrustedPath.check(link).problem()).isEqualTo("too many symbolic links");
    assertThat(TrustedPath.check(folder.resolve("none")).problem())
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
