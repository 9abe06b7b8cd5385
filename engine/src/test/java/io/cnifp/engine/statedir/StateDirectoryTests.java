package io.cnifp.engine.statedir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDirectoryTests {
  private static final String ADVICE = "; set CNI_FP_STATE_DIR to another one";

  @TempDir private Path temporary;

  private static StateDirectory named(Path directory) {
    return new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString()));
  }

  private void refuse(Path directory, String reason) {
    assertThatThrownBy(() -> named(directory).open())
        .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.error().code()).isEqualTo(5))
        .hasMessage("the state directory cannot be used: " + reason + ADVICE);
  }

  @Test
  void isMadeWhenItIsNeeded() {
    Path directory = temporary.resolve("state");
    StateDirectory state = named(directory);
    assertThat(directory).doesNotExist();
    assertThat(state.open()).isEqualTo(directory.resolve("1")).isDirectory();
    assertThat(state.resolve("paused")).isEqualTo(directory.resolve("1/paused")).isDirectory();
    assertThat(state.resolve("paused")).isDirectory();
  }

  @Test
  void isMadeSoThatNobodyElseMayWriteIt() throws IOException {
    Path paused = named(temporary.resolve("state")).resolve("paused");
    assertThat((Integer) Files.getAttribute(paused, "unix:mode") & 022).isZero();
    assertThat((Integer) Files.getAttribute(paused.getParent(), "unix:mode") & 022).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwxr-x-w-", "rwxrwxrwx"})
  void isRefusedIfOthersMayWriteIt(String mode) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("state"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    refuse(directory, directory + " may be written by others than its owner");
  }

  /** They could move it away while a call holds a lock in it. */
  @Test
  void isRefusedIfOthersMayWriteWhatItIsIn() throws IOException {
    Path open = Files.createDirectory(temporary.toRealPath().resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(open.resolve("state"), open + " may be written by others than its owner");
    Files.setAttribute(open, "unix:mode", 01777);
    assertThat(named(open.resolve("state")).open()).isDirectory();
    refuse(open, open + " belongs to another user or may be written by others");
  }

  @Test
  void isRefusedIfItIsALinkOrAFile() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);
    refuse(link, link + " is not a directory");
    Path file = Files.createFile(temporary.resolve("file"));
    refuse(file, file + " is not a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "./state", "../state"})
  void isRefusedIfItsPathIsRelative(String path) {
    assertThatThrownBy(() -> named(Path.of(path)).open())
        .hasMessageContaining("CNI_FP_STATE_DIR is not an absolute path");
    assertThat(Path.of(path)).doesNotExist();
  }

  @Test
  void endsWithTheParentOfADirectoryIfItsPathDoes() throws IOException {
    Path inner = Files.createDirectories(temporary.toRealPath().resolve("state/inner"));
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuse(inner.resolve(".."), inner + " may be written by others than its owner");
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
    assertThat(named(inner.resolve("..")).open())
        .isEqualTo(temporary.toRealPath().resolve("state/1"));
  }

  @Test
  void isRefusedIfItCannotBeCreated() {
    Path directory = temporary.resolve("missing/state");
    refuse(directory, directory.toString());
  }
}
