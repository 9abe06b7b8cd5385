package io.cnifp.engine.safefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.engine.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = SECONDS)
class UnblockedReadTests {
  @TempDir private Path temporary;
  private final UnblockedRead read = new UnblockedRead(Libraries.posix());
  private Path file;
  private Object key;

  @BeforeEach
  void createAFile() throws IOException {
    file = Files.writeString(temporary.toRealPath().resolve("f"), "12345");
    key = key(file);
  }

  private static Object key(Path path) throws IOException {
    return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  @Test
  void readsTheFileThatWasLookedAt() throws IOException {
    assertThat(read.read(file, key, 5)).contains("12345".getBytes(UTF_8));
    assertThatThrownBy(() -> read.read(file, key, 4)).hasMessage("is larger than 4 bytes");
    Files.writeString(file, "");
    assertThat(read.read(file, key, 4)).contains(new byte[0]);
  }

  @Test
  void leavesWhatHasTakenItsPlaceToAnotherWay() throws Exception {
    Files.move(file, file.resolveSibling("kept"));
    assertThat(read.read(file, key, 5)).isEmpty();
    Files.writeString(file, "other");
    assertThat(read.read(file, key, 5)).isEmpty();
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("kept"));
    assertThat(read.read(file, key, 5)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(read.read(file, key, 5)).isEmpty();
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(read.read(file, key, 5)).isEmpty();
  }

  @Test
  void followsNoLinkToADirectory() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.toRealPath());
    assertThat(read.read(link.resolve("f"), key, 5)).isEmpty();
  }

  @Test
  void leavesNoDescriptorOpen() throws IOException {
    long before = descriptors();
    assertThat(read.read(file, key, 5)).isPresent();
    assertThatThrownBy(() -> read.read(file, key, 4)).isInstanceOf(UnsafeFileException.class);
    assertThat(read.read(file, "another", 5)).isEmpty();
    assertThat(descriptors()).isEqualTo(before);
  }

  private long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(each -> leadsTo(each, temporary)).count();
    }
  }

  private static boolean leadsTo(Path descriptor, Path directory) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(directory);
    } catch (IOException e) {
      return false;
    }
  }
}
