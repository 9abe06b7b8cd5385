package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cnifp.engine.safefile.MountTable.Mount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the table of mounts")
class MountTableTests {
  private static final String ROOT = "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

  private static Optional<Mount> at(MountTable table, String path, String parent) {
    return table.at(Path.of(path), Optional.of(new Mount(parent, "", "", "")));
  }

  @Nested
  class FindsAMount {
    @Test
    void byItsPointAndTheMountThatHoldsThePoint() {
      MountTable table = MountTable.parse(ROOT + "30 21 0:5 / /a rw - tmpfs tmpfs rw\n");
      assertThat(at(table, "/a", "21")).contains(new Mount("30", "21", "tmpfs", "0:5"));
      assertThat(at(table, "/a", "77")).isEmpty();
      assertThat(at(table, "/a/b", "21")).isEmpty();
      assertThat(table.at(Path.of("/a"), Optional.empty())).isPresent();
    }

    @Test
    void thatIsOnTopOfOthers() {
      MountTable table =
          MountTable.parse(
              ROOT
                  + "30 21 0:5 / /a rw - tmpfs tmpfs rw\n"
                  + "31 30 0:6 / /a rw - nfs server:/x rw\n"
                  + "32 31 0:7 / /a rw - ext4 /dev/sdb rw\n");
      assertThat(at(table, "/a", "21").orElseThrow().type()).isEqualTo("ext4");
    }

    @ParameterizedTest
    @CsvSource({
      "/with\\040space, /with space",
      "/back\\134slash, /back\\slash",
      "/\u00c3\u00a4, /\u00e4"
    })
    void whosePointIsWrittenWithEscapes(String written, String point) {
      MountTable table = MountTable.parse(ROOT + "30 21 0:5 / " + written + " rw - nfs s rw\n");
      assertThat(at(table, point, "21").orElseThrow().type()).isEqualTo("nfs");
    }

    @Test
    void ofTheRootThatPathsBeginIn() {
      MountTable table = MountTable.parse(ROOT + "22 21 8:2 / / rw - xfs /dev/sdb rw\n");
      assertThat(table.root().orElseThrow().id()).isEqualTo("22");
      assertThat(MountTable.parse("").root()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, 8:9, true", "tmpfs, 0:9, true", "overlay, 0:9, true", "zfs, 0:9, true",
    "nfs4, 0:9, false", "cifs, 0:9, false", "fuse.sshfs, 0:9, false", "fuse, 0:9, false",
    "proc, 0:9, false", "sysfs, 0:9, false", "autofs, 0:9, false", "9p, 0:9, false",
    "9p, 8:1, true"
  })
  void tellsWhatIsLocalByTheTypeOrByTheDeviceOfTheRoot(String type, String device, boolean local) {
    MountTable table = MountTable.parse(ROOT);
    assertThat(table.isLocal(new Mount("30", "21", type, device))).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "x", "30 21", "30 21 0:5 / /a", "30 21 0:5 / /a rw nothing", " - "})
  void passesOverWhatIsNoLine(String line) {
    assertThatCode(() -> at(MountTable.parse(line + "\n" + ROOT), "/a", "21"))
        .doesNotThrowAnyException();
    assertThat(MountTable.parse(line + "\n" + ROOT).root()).isPresent();
  }

  @Test
  void ofThisProcessIsParsedAgainOnlyIfItHasChanged() throws IOException {
    MountTable first = MountTable.read();
    assertThat(first.root()).isPresent();
    assertThat(MountTable.read(first)).isSameAs(first);
    assertThat(MountTable.read(MountTable.parse(ROOT)).root()).isEqualTo(first.root());
  }
}
