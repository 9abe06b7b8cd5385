package io.cnifp.engine.safefile;

import static java.nio.charset.StandardCharsets.UTF_8;
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
  private PathRules allowed;

  @BeforeEach
  void createFiles() throws IOException {
    directory = temporary.toRealPath();
    Path inside = Files.createDirectory(directory.resolve("allowed"));
    Files.createFile(inside.resolve("f"));
    Files.createFile(Files.createDirectory(directory.resolve("secret")).resolve("f"));
    Files.createSymbolicLink(directory.resolve("link"), inside);
    Files.createSymbolicLink(inside.resolve("out"), directory.resolve("secret/f"));
    Files.createSymbolicLink(inside.resolve("dangling"), directory.resolve("secret/none"));
    allowed = PathRules.annotated(Optional.of(List.of(inside)));
  }

  private Path path(String path) {
    return Path.of(directory + "/" + path);
  }

  @Nested
  class Anywhere {

    @ParameterizedTest
    @ValueSource(strings = {"allowed/f", "link/f", "secret/../link/./f"})
    void isTheFileAfterAllLinks(String path) throws IOException {
      ResolvedPath file = ResolvedPath.of(path(path), PathRules.TRUSTED);
      assertThat(file.directory().resolve(file.name())).isEqualTo(directory.resolve("allowed/f"));
      assertThat(file.confined()).isFalse();
    }

    @Test
    void mustExist() {
      assertThatThrownBy(() -> ResolvedPath.of(path("none"), PathRules.TRUSTED))
          .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isNotTheRoot() {
      assertThatThrownBy(() -> ResolvedPath.of(Path.of("/"), PathRules.TRUSTED))
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
    @ValueSource(strings = {"secret/f", "secret/none", "none/f", "allowed/out", "allowed/dangling"})
    void isForbiddenElsewhereWhetherItExistsOrNot(String path) {
      assertThatThrownBy(() -> ResolvedPath.of(path(path), allowed))
          .isInstanceOf(ForbiddenPathException.class)
          .hasMessage(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link/none", "allowed/none/f", "allowed/./none"})
    void isMissingInThem(String path) {
      assertThatThrownBy(() -> ResolvedPath.of(path(path), allowed))
          .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isInThemAlsoIfALinkLeadsToThem() throws IOException {
      PathRules linked = PathRules.annotated(Optional.of(List.of(directory.resolve("link"))));
      assertThat(ResolvedPath.of(path("allowed/f"), linked).name()).hasToString("f");
    }
  }

  @Nested
  class OfAnAnnotation {
    private final PathRules anywhere = PathRules.annotated(Optional.empty());

    @Test
    void isTheFileAfterAllLinks() throws IOException {
      ResolvedPath file = ResolvedPath.of(path("link/f"), anywhere);
      assertThat(file.directory().resolve(file.name())).isEqualTo(directory.resolve("allowed/f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"allowed/../allowed/f", "none/../f", ".."})
    void isRefusedIfItGoesBack(String path) {
      assertThatThrownBy(() -> ResolvedPath.of(path(path), anywhere))
          .isInstanceOf(UnsafeFileException.class)
          .hasMessage("has .. in its path: name it without");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/\u00e9"})
    void isRefusedIfItIsLongerThanAnyPath(String name) {
      Path longest = Path.of(name.repeat(4095 / name.getBytes(UTF_8).length));
      assertThatThrownBy(() -> ResolvedPath.of(longest, anywhere))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> ResolvedPath.of(Path.of(longest + name), anywhere))
          .isInstanceOf(UnsafeFileException.class)
          .hasMessage("has a path of more than 4095 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/status", "/proc/self/root/etc/passwd", "/sys/kernel/notes"})
    void isRefusedInAPseudoFileSystem(String path) {
      assertThatThrownBy(() -> ResolvedPath.of(Path.of(path), anywhere))
          .isInstanceOf(RemoteFileSystemException.class)
          .hasMessage(path.startsWith("/proc") ? "proc" : "sysfs");
    }

    @Test
    void isRefusedInOneAlsoBehindALink() throws IOException {
      Files.createSymbolicLink(directory.resolve("sys"), Path.of("/sys/kernel/notes"));
      assertThatThrownBy(() -> ResolvedPath.of(path("sys"), anywhere))
          .isInstanceOf(RemoteFileSystemException.class);
    }

    @Test
    void mayBeInOneThatTheAdministratorLists() throws IOException {
      PathRules proc = PathRules.annotated(Optional.of(List.of(Path.of("/proc/sys"))));
      assertThat(ResolvedPath.of(Path.of("/proc/sys/kernel/ostype"), proc).name())
          .hasToString("ostype");
      assertThatThrownBy(() -> ResolvedPath.of(Path.of("/proc/version"), proc))
          .isInstanceOf(ForbiddenPathException.class);
    }
  }
}
