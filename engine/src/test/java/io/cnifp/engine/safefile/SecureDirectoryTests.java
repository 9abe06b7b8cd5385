package io.cnifp.engine.safefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.engine.Libraries;
import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the library, and without. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class SecureDirectoryTests {
  private final Optional<Posix> posix;

  SecureDirectoryTests(boolean library) {
    posix = library ? Optional.of(Libraries.posix()) : Optional.empty();
  }

  private static final Path F = Path.of("f");

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void resolve() throws IOException {
    directory = Files.createDirectory(temporary.toRealPath().resolve("directory"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void fifo(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  @Nested
  @Timeout(value = 20, unit = SECONDS)
  class Opening {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesADirectory(boolean confined) throws IOException {
      Files.writeString(directory.resolve("f"), "x");
      try (SecureDirectory pinned = SecureDirectory.open(directory, confined, posix)) {
        assertThat(pinned.read(F, 10)).isEqualTo(bytes("x"));
        assertThat(pinned.isStillThere()).isTrue();
      }
      SecureDirectory.open(Path.of("/"), confined).close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesntWaitForAFifo(boolean confined) throws Exception {
      Path fifo = directory.resolve("fifo");
      fifo(fifo);
      assertThatThrownBy(() -> SecureDirectory.open(fifo, confined))
          .isInstanceOf(IOException.class);
    }

    @Test
    void failsInTheSameWordsWhereverAConfinedPathDoesNotLead() throws IOException {
      Path link = Files.createSymbolicLink(temporary.toRealPath().resolve("link"), directory);
      Files.createDirectory(directory.resolve("sub"));
      for (String path : new String[] {"", "/sub", "/missing", "/sub/missing"}) {
        assertThatThrownBy(() -> SecureDirectory.open(Path.of(link + path), true))
            .isInstanceOf(UnsafeFileException.class)
            .hasMessage("cannot be reached, or was moved meanwhile");
      }
    }

    @Test
    void knowsWhenAnotherDirectoryHasTakenItsPlace() throws IOException {
      try (SecureDirectory pinned = SecureDirectory.open(directory, true, posix)) {
        Files.move(directory, directory.resolveSibling("aside"));
        assertThat(pinned.isStillThere()).isFalse();
        Files.createDirectory(directory);
        assertThat(pinned.isStillThere()).isFalse();
      }
    }
  }

  @Nested
  @Timeout(value = 20, unit = SECONDS)
  class Reading {

    @Test
    void staysInTheDirectoryThatWasOpened() throws IOException {
      Files.writeString(directory.resolve("f"), "old");
      try (SecureDirectory pinned = SecureDirectory.open(directory, true, posix)) {
        Files.move(directory, directory.resolveSibling("aside"));
        Files.writeString(Files.createDirectory(directory).resolve("f"), "new");
        assertThat(pinned.read(F, 10)).isEqualTo(bytes("old"));
      }
    }

    @Test
    void takesAFileUpToTheLimit() throws IOException {
      Files.writeString(directory.resolve("f"), "12345");
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        assertThat(pinned.read(F, 5)).hasSize(5);
        assertThatThrownBy(() -> pinned.read(F, 4)).hasMessage("is larger than 4 bytes");
      }
    }

    @Test
    void refusesWhatIsNoRegularFile() throws Exception {
      fifo(directory.resolve("fifo"));
      Files.createDirectory(directory.resolve("d"));
      Files.createSymbolicLink(directory.resolve("link"), directory.resolve("d"));
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        for (String name : new String[] {"fifo", "d", "link"}) {
          assertThatThrownBy(() -> pinned.read(Path.of(name), 10))
              .isInstanceOf(UnsafeFileException.class)
              .hasMessage("is not a regular file");
        }
        assertThatThrownBy(() -> pinned.read(F, 10)).isInstanceOf(NoSuchFileException.class);
      }
    }

    @Test
    void givesUpOnWhatDoesntOpen() throws Exception {
      Path fifo = directory.resolve("fifo");
      fifo(fifo);
      assertThatThrownBy(() -> BoundedOpening.open(() -> Files.newByteChannel(fifo)))
          .isInstanceOf(UnsafeFileException.class)
          .hasMessage("cannot be opened within 3 s");
      // Lets the thread go, and shows that it closes what it has opened after all.
      Files.newOutputStream(fifo).close();
    }
  }

  @Nested
  class Replacing {

    @Test
    void keepsTheModeAndLeavesNothingBeside() throws IOException {
      Path file = Files.writeString(directory.resolve("f"), "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(F, 10);
        assertThat(pinned.replace(F, bytes("new"))).isTrue();
      }
      assertThat(file).hasContent("new");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-rw-r-x");
      assertThat(directory.toFile().list()).containsExactly("f");
    }

    @Test
    void isNotDoneIfTheFileWasReplacedSinceItWasRead() throws IOException {
      Files.writeString(directory.resolve("f"), "old");
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(F, 10);
        Files.writeString(directory.resolve("g"), "edited");
        Files.move(directory.resolve("f"), directory.resolve("kept"));
        Files.move(directory.resolve("g"), directory.resolve("f"));
        assertThat(pinned.replace(F, bytes("new"))).isFalse();
      }
      assertThat(directory.resolve("f")).hasContent("edited");
      assertThat(directory.resolve(".f.cni-fp")).doesNotExist();
    }

    @Test
    void isNotDoneIfTheFileWasWrittenSinceItWasRead() throws IOException {
      Path file = Files.writeString(directory.resolve("f"), "old");
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(F, 10);
        Files.writeString(file, "odd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
        assertThat(pinned.replace(F, bytes("new"))).isFalse();
      }
      assertThat(file).hasContent("odd");
      assertThat(directory.resolve(".f.cni-fp")).doesNotExist();
    }

    @Test
    void removesWhatAKilledCallHasLeft() throws IOException {
      Files.writeString(directory.resolve("f"), "old");
      Files.writeString(directory.resolve(".f.cni-fp"), "half");
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(F, 10);
        assertThat(pinned.replace(F, bytes("new"))).isTrue();
      }
      assertThat(directory.toFile().list()).containsExactly("f");
    }

    @Test
    void usesAnotherTemporaryNameIfSomebodyOccupiesTheUsualOne() throws IOException {
      Files.writeString(directory.resolve("f"), "old");
      Files.createDirectory(directory.resolve(".f.cni-fp"));
      Files.createFile(directory.resolve(".f.cni-fp/of-somebody"));
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(F, 10);
        assertThat(pinned.replace(F, bytes("new"))).isTrue();
      }
      assertThat(directory.resolve("f")).hasContent("new");
      assertThat(directory.toFile().list()).containsExactlyInAnyOrder("f", ".f.cni-fp");
    }

    @Test
    void createsAFileOnlyIfThereIsNone() throws IOException {
      try (SecureDirectory pinned = SecureDirectory.open(directory, true, posix)) {
        assertThat(pinned.create(F, bytes("new"))).isTrue();
        assertThat(pinned.create(F, bytes("newer"))).isFalse();
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));
        assertThat(pinned.create(Path.of("link"), bytes("new"))).isFalse();
      }
      assertThat(directory.resolve("f")).hasContent("new");
      assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 61, 200, 255})
    void takesAnyNameThatAFileCanHave(int length) throws IOException {
      var name = Path.of("n".repeat(length));
      Files.writeString(directory.resolve(name), "old");
      try (SecureDirectory pinned = SecureDirectory.open(directory, false, posix)) {
        pinned.read(name, 10);
        assertThat(pinned.replace(name, bytes("new"))).isTrue();
      }
      assertThat(directory.resolve(name)).hasContent("new");
      assertThat(directory.toFile().list()).hasSize(1);
    }
  }
}
