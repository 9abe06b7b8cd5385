package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTests {
  @TempDir private Path directory;

  private Path file(String name, String mode) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void isThatOfTheFileWithTheKey() throws IOException {
    Path file = file("f", "rw-r-----");
    assertThat(Ownership.of(file, key(file)).orElseThrow().mode()).isEqualTo(0640);
    assertThat(Ownership.of(file, key(file("g", "rw-------")))).isEmpty();
  }

  @Test
  void isGivenThroughTheOpenDescriptor() throws IOException {
    Path file = file("f", "rw-------");
    Ownership kept =
        Ownership.of(file("g", "rw-rw-r-x"), key(directory.resolve("g"))).orElseThrow();
    try (SeekableByteChannel open = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      kept.give(file, key(file), open);
    }
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r-x"));
  }

  @Test
  void isNotGivenToWhatHasTakenTheNameMeanwhile() throws IOException {
    Path file = file("f", "rw-------");
    Object key = key(file);
    Ownership kept =
        Ownership.of(file("g", "rw-rw-rw-"), key(directory.resolve("g"))).orElseThrow();
    try (SeekableByteChannel open = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      Files.move(file, directory.resolve("aside"));
      Path other = file("f", "rw-------");
      assertThatThrownBy(() -> kept.give(file, key, open))
          .isInstanceOf(IOException.class)
          .hasMessage("the new file was moved away");
      assertThat(Files.getPosixFilePermissions(other))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }
}
