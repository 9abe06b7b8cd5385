package io.cnifp.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import io.cnifp.engine.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedFileTests {
  @TempDir private Path temporary;
  private Path folder;
  private Policy narrow;

  @BeforeEach
  void lay() throws IOException {
    folder = temporary.toRealPath();
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    Files.createFile(allowed.resolve("f"));
    Files.createFile(Files.createDirectory(folder.resolve("secret")).resolve("f"));
    Files.createSymbolicLink(folder.resolve("link"), allowed);
    Files.createSymbolicLink(allowed.resolve("out"), folder.resolve("secret/f"));
    Files.createSymbolicLink(allowed.resolve("dangling"), folder.resolve("secret/none"));
    narrow =
        new Policy(
            Optional.of(List.of(allowed)),
            true,
            Duration.ZERO,
            Policy.UNLIMITED,
            Optional.empty(),
            List.of());
  }

  private FailpointSource source(String path, boolean trusted) {
    return new FailpointSource(Path.of(folder + "/" + path), trusted);
  }

  @Nested
  class WithoutLimits {

    @ParameterizedTest
    @ValueSource(strings = {"allowed/f", "link/f", "secret/../link/./f"})
    void isTheFileBehindAllLinks(String path) {
      ResolvedFile file = ResolvedFile.of(source(path, false), Policy.DEFAULT);
      assertThat(file.folder().resolve(file.name())).isEqualTo(folder.resolve("allowed/f"));
      assertThat(file.confined()).isFalse();
    }

    @Test
    void tellsWhatIsNotThere() {
      assertThatThrownBy(() -> ResolvedFile.of(source("none", false), Policy.DEFAULT))
          .hasMessage("the failpoint file " + folder + "/none can't be opened: no such file");
    }

    @Test
    void isNotTheRoot() {
      var root = new FailpointSource(Path.of("/"), true);
      assertThatThrownBy(() -> ResolvedFile.of(root, Policy.DEFAULT))
          .hasMessage("the failpoint file / isn't a regular file");
    }
  }

  @Nested
  class WithFolders {

    @ParameterizedTest
    @ValueSource(strings = {"allowed/f", "link/f"})
    void isConfinedToThem(String path) {
      assertThat(ResolvedFile.of(source(path, false), narrow).confined()).isTrue();
    }

    @Test
    void isWhateverTheAdministratorNames() {
      assertThat(ResolvedFile.of(source("secret/f", true), narrow).confined()).isFalse();
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
    void tellsNothingOfWhatIsForbidden(String path) {
      assertThatThrownBy(() -> ResolvedFile.of(source(path, false), narrow))
          .isInstanceOf(CniException.class)
          .hasMessage(
              "the node's policy forbids %s/%s as a failpoint file".formatted(folder, path));
    }

    @Test
    void tellsWhatIsNotThereInThem() {
      assertThatThrownBy(() -> ResolvedFile.of(source("link/none", false), narrow))
          .hasMessage("the failpoint file %s/link/none can't be opened: no such file", folder);
    }
  }
}
