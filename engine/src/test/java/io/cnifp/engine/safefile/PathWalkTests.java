package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a walk along a path")
class PathWalkTests {
  private static final String ROOT = "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n";

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void aTree() throws IOException {
    directory = temporary.toRealPath();
    Files.createDirectories(directory.resolve("a/b"));
    Files.createFile(directory.resolve("a/b/f"));
    Files.createSymbolicLink(directory.resolve("up"), Path.of("a/b/../b/./f"));
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(directory.resolve("whole"), directory.resolve("a"));
  }

  private Path walk(String mounts, String path) throws IOException {
    return PathWalk.onLocal(MountTable.parse(mounts)).resolve(Path.of(directory + "/" + path));
  }

  @ParameterizedTest
  @CsvSource({"a/b/f, a/b/f", "up, a/b/f", "whole/b/f, a/b/f", "a/../whole/./b, a/b"})
  void leadsWhereTheKernelWouldLead(String path, String real) throws IOException {
    assertThat(walk(ROOT, path)).isEqualTo(directory.resolve(real));
    assertThat(walk(ROOT, path)).isEqualTo(directory.resolve(path).toRealPath());
  }

  @Test
  void endsAtWhatIsMissingOrNoDirectoryOrALoop() {
    assertThatThrownBy(() -> walk(ROOT, "a/none/f")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> walk(ROOT, "a/b/f/g")).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> walk(ROOT, "loop")).isInstanceOf(FileSystemLoopException.class);
  }

  /** What is mounted at a name is refused before the name is touched: here it does not exist. */
  @Nested
  class IsRefused {
    private void assertRefused(String mounts, String path, String type) {
      assertThatThrownBy(() -> walk(mounts, path))
          .isInstanceOf(RemoteFileSystemException.class)
          .hasMessage(type);
    }

    private String mount(int id, int parent, String at, String type) {
      return "%d %d 0:%d / %s rw shared:7 - %s server:/x rw%n"
          .formatted(id, parent, id, directory.resolve(at), type);
    }

    @ParameterizedTest
    @CsvSource({
      "nfs4",
      "cifs",
      "9p",
      "fuse",
      "fuse.sshfs",
      "fuseblk",
      "virtiofs",
      "ceph",
      "autofs",
      "proc",
      "sysfs",
      "cgroup2",
      "debugfs",
      "a-type-of-tomorrow"
    })
    void atAFileSystemThatIsNotLocal(String type) {
      assertRefused(ROOT + mount(30, 21, "none", type), "none/f", type);
    }

    @Test
    void atTheTopOfAStackOfMounts() throws IOException {
      String under = ROOT + mount(30, 21, "a", "autofs") + mount(31, 30, "a", "xfs");
      assertThat(walk(under, "a/b/f")).isEqualTo(directory.resolve("a/b/f"));
      assertRefused(ROOT + mount(30, 21, "a", "xfs") + mount(31, 30, "a", "nfs"), "a/b/f", "nfs");
    }

    @Test
    void notAtAMountThatAnotherOneHides() throws IOException {
      String hidden = mount(30, 21, "a/b", "nfs") + mount(31, 21, "a", "tmpfs");
      assertThat(walk(ROOT + hidden, "a/b/f")).isEqualTo(directory.resolve("a/b/f"));
    }

    @Test
    void alsoInAMountBelowAMount() {
      String nested = mount(30, 21, "a", "tmpfs") + mount(31, 30, "a/b", "fuse");
      assertRefused(ROOT + nested, "a/b/f", "fuse");
      assertRefused(ROOT + nested, "up", "fuse");
      assertRefused(ROOT + nested, "whole/b/f", "fuse");
    }

    @Test
    void alsoIfTheRootIsNoMountPoint() {
      assertRefused(mount(30, 7, "a", "nfs"), "a/b/f", "nfs");
    }

    @Test
    void notOnTheFileSystemOfTheRootWhateverThatIs() throws IOException {
      String root = "21 1 0:30 / / rw - nfs4 server:/root rw\n";
      String bound = root + mount(30, 21, "a", "nfs4");
      assertThat(walk(bound, "a/b/f")).isEqualTo(directory.resolve("a/b/f"));
      assertRefused(root + mount(31, 21, "a", "nfs4"), "a/b/f", "nfs4");
    }

    @Test
    void atAPointWhoseNameIsEscaped() throws IOException {
      Files.createDirectory(directory.resolve("with space"));
      String at = directory.resolve("with space").toString().replace(" ", "\\040");
      assertRefused(ROOT + "30 21 0:30 / " + at + " rw - fuse x rw\n", "with space/f", "fuse");
    }
  }
}
