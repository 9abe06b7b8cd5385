package io.cnifp.delegates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginPathTests {
  @TempDir private Path directory;
  private Path first;
  private Path second;

  @BeforeEach
  void createDirectories() throws IOException {
    first = Files.createDirectory(directory.resolve("first"));
    second = Files.createDirectory(directory.resolve("second"));
  }

  private Path find(String type, Path... directories) {
    List<String> path = List.of(directories).stream().map(Path::toString).toList();
    return PluginPath.find(type, path, Optional.empty());
  }

  @Nested
  class Found {
    @Test
    void isTheFirstRegularFileOfTheName() throws IOException {
      Files.createFile(first.resolve("ptp"));
      Path bridge = Files.createFile(first.resolve("bridge"));
      Files.createFile(second.resolve("bridge"));
      assertThat(find("bridge", directory.resolve("missing"), first, second)).isEqualTo(bridge);
    }

    @Test
    void isNeverADirectory() throws IOException {
      Files.createDirectory(first.resolve("bridge"));
      Path bridge = Files.createFile(second.resolve("bridge"));
      assertThat(find("bridge", first, second)).isEqualTo(bridge);
    }

    @Test
    void mayBeALink() throws IOException {
      Path real = Files.createFile(second.resolve("real"));
      Path link = Files.createSymbolicLink(first.resolve("bridge"), real);
      assertThat(find("bridge", first)).isEqualTo(link);
    }

    @Test
    void isNeverADanglingLink() throws IOException {
      Files.createSymbolicLink(first.resolve("bridge"), directory.resolve("nowhere"));
      Path bridge = Files.createFile(second.resolve("bridge"));
      assertThat(find("bridge", first, second)).isEqualTo(bridge);
    }

    @Test
    void isNotInADirectoryWhoseNameIsNoPath() throws IOException {
      Path bridge = Files.createFile(first.resolve("bridge"));
      List<String> path = List.of("a\0b", first.toString());
      assertThat(PluginPath.find("bridge", path, Optional.empty())).isEqualTo(bridge);
    }
  }

  @Nested
  class Refused {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../bridge", "/bin/sh", "a/b", "a\0b"})
    void areNamesThatLeadOutOfTheDirectories(String type) {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> find(type, first))
          .satisfies(e ->
              assertThat(e.error()).isEqualTo(new CniError(999, "invalid plugin name: " + type)));
    }

    @Test
    void isANameThatIsNowhereInThePath() {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> PluginPath.find("x", List.of("/a", "/b c"), Optional.empty()))
          .satisfies(e ->
              assertThat(e.error())
                  .isEqualTo(new CniError(999, "failed to find plugin \"x\" in path [/a /b c]")));
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> find("x"))
          .withMessage("failed to find plugin \"x\" in path []");
    }
  }

  @Nested
  class Self {
    private Path find(String type, Path self) throws IOException {
      return PluginPath.find(type, List.of(first.toString()), Optional.of(self.toRealPath()));
    }

    private void assertRefused(String type, Path self) {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> find(type, self))
          .satisfies(e ->
              assertThat(e.error())
                  .isEqualTo(
                      new CniError(
                          7,
                          "the delegate \""
                              + type
                              + "\" is this plugin itself: name another one as delegate")));
    }

    @Test
    void isRefusedByItsName() throws IOException {
      assertRefused("cni-x-fp", Files.createFile(first.resolve("cni-x-fp")));
    }

    @Test
    void isRefusedThroughLinks() throws IOException {
      Path self = Files.createFile(second.resolve("cni-x-fp"));
      Path middle = Files.createSymbolicLink(second.resolve("middle"), self);
      Files.createSymbolicLink(first.resolve("bridge"), middle);
      assertRefused("bridge", self);
    }

    @Test
    void isNotAnotherFileOfThatName() throws IOException {
      Path self = Files.createFile(second.resolve("cni-x-fp"));
      Path other = Files.createFile(first.resolve("cni-x-fp"));
      assertThat(find("cni-x-fp", self)).isEqualTo(other);
    }

    @Test
    void isNotALinkToAnotherFile() throws IOException {
      Path self = Files.createFile(second.resolve("cni-x-fp"));
      Path other = Files.createFile(second.resolve("other"));
      Path link = Files.createSymbolicLink(first.resolve("bridge"), other);
      assertThat(find("bridge", self)).isEqualTo(link);
    }
  }
}
