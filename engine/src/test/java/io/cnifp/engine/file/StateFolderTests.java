package io.cnifp.engine.file;

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

class StateFolderTests {
  private static final String ADVICE = "; name another one by CNI_FP_STATE_DIR";

  @TempDir private Path temporary;

  private static StateFolder named(Path folder) {
    return new StateFolder(Map.of("CNI_FP_STATE_DIR", folder.toString()));
  }

  private void refuse(Path folder, String reason) {
    assertThatThrownBy(() -> named(folder).open())
        .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.error().code()).isEqualTo(5))
        .hasMessage("the state folder can't be used: " + reason + ADVICE);
  }

  @Test
  void isMadeWhenItIsNeeded() {
    Path folder = temporary.resolve("state");
    StateFolder state = named(folder);
    assertThat(folder).doesNotExist();
    assertThat(state.open()).isEqualTo(folder).isDirectory();
    assertThat(state.resolve("paused")).isEqualTo(folder.resolve("paused")).isDirectory();
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
    Path folder = Files.createDirectory(temporary.resolve("state"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    refuse(folder, folder + " belongs to another user or may be written by others");
  }

  @Test
  void isRefusedIfItIsALinkOrAFile() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);
    refuse(link, link + " isn't a folder");
    Path file = Files.createFile(temporary.resolve("file"));
    refuse(file, file + " isn't a folder");
  }

  @Test
  void isRefusedIfItCantBeMade() {
    Path folder = temporary.resolve("missing/state");
    refuse(folder, folder.toString());
  }
}
