package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedPathTests {
  @TempDir private Path temporary;
  private Path directory;
  private Optional<List<Path>> allowed;

  @BeforeEach
  void createFiles() throws IOException {
    directory = temporary.toRealPath();
    Path inside = Files.createDirectory(directory.resolve("allowed"));
    Files.createFile(inside.resolve("f"));
    Files.createFile(Files.createDirectory(directory.resolve("secret")).resolve("f"));
    Files.createSymbolicLink(directory.resolve("link"), inside);
    Files.createSymbolicLink(inside.resolve("out"), directory.resolve("secret/f"));
    Files.createSymbolicLink(inside.resolve("dangling"), directory.resolve("secret/none"));
    allowed = Optional.of(List.of(inside));
  }

  private Path path(String path) {
    return Path.of(directory + "/" + path);
  }

  @Nested
  class Anywhere {

    @ParameterizedTest
    @ValueSource(strings = {"allowed/f", "link/f", "secret/../link/./f"})
    void isTheFileAfterAllLinks(String path) throws IOException {
      ResolvedPath file = ResolvedPath.of(path(path), Optional.empty());
      assertThat(file.directory().resolve(file.name())).isEqualTo(directory.resolve("allowed/f"));
      assertThat(file.confined()).isFalse();
    }

    @Test
    void mustExist() {
      assertThatThrownBy(() -> ResolvedPath.of(path("none"), Optional.empty()))
          .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isNotTheRoot() {
      assertThatThrownBy(() -> ResolvedPath.of(Path.of("/"), Optional.empty()))
          .isInstanceOf(UnsafeFileException.class)
          .hasMessage("is not a regular file");
    }
  }

  @Nested
  class InCertainDirectories {

    @ParameterizedTest
    @ValueSource(strings = {"allowed/f", "link/f"})
    void isConfinedToThem(String path) throws IOException {
      assertThat(ResolvedPath.of(path(path), allowed).confined()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "secret/f",
          "secret/none",
          "none/f",
          "allowed/out",
          "allowed/dangling",
          "allowed/../secret/f",
          "allowed/../secret/none",
          "allowed/none/f",
          "allowed/./none"
        })
    void isForbiddenElsewhereWhetherItExistsOrNot(String path) {
      assertThatThrownBy(() -> ResolvedPath.of(path(path), allowed))
          .isInstanceOf(ForbiddenPathException.class)
          .hasMessage(null);
    }

    @Test
    void isMissingInThem() {
      assertThatThrownBy(() -> ResolvedPath.of(path("link/none"), allowed))
          .isInstanceOf(NoSuchFileException.class);
    }
  }
}
