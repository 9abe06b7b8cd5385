package io.cnifp.node.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the installer")
class InstallerTests {
  @TempDir private Path directory;
  private TestNode node;

  @BeforeEach
  void aNode() throws IOException {
    node = new TestNode(directory);
  }

  private Path build() {
    return node.prefix.build(node.prefix.currentBuild().orElseThrow());
  }

  @Test
  void installsABuildAndLinksThroughTheCurrentOne() throws Exception {
    Installation installed = node.install("1.0", "calico");
    assertThat(String.valueOf(installed.build().orElseThrow())).matches("1\\.0-[0-9a-f]{12}");
    assertThat(Files.readSymbolicLink(node.prefix.current()))
        .isEqualTo(Path.of(installed.build().orElseThrow().name()));
    for (String name : List.of("cni-bridge-fp", "cni-calico-fp")) {
      assertThat(Files.readSymbolicLink(node.binDir.resolve(name)))
          .isEqualTo(node.prefix.current().resolve("bin").resolve(name));
      assertThat(node.called(name)).isEqualTo("1.0");
    }
    assertThat(Files.getPosixFilePermissions(build().resolve("in-use")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readSymbolicLink(build().resolve("runtime/legal/other/LICENSE")))
        .isEqualTo(Path.of("../java.base/LICENSE"));
  }

  @Test
  void leavesTheSameBuildAsItIs() throws Exception {
    node.install("1.0");
    Path modules = build().resolve("runtime/lib/modules");
    Object before = Files.readAttributes(modules, "unix:ino,ctime");
    node.install("1.0");
    assertThat(Files.readAttributes(modules, "unix:ino,ctime")).isEqualTo(before);
    assertThat(node.directoriesInPrefix()).hasSize(1);
  }

  @Test
  void repairsADamagedBuild() throws Exception {
    node.install("1.0");
    Files.writeString(build().resolve("runtime/lib/modules"), "cut");
    Files.writeString(build().resolve("share"), "a file that is no part of it");
    Files.delete(build().resolve("bin/cni-ptp-fp"));
    FileTree.delete(new DiskChanges(false), build().resolve("runtime/legal"));
    node.install("1.0");
    assertThat(node.called("cni-ptp-fp")).isEqualTo("1.0");
    assertThat(build().resolve("share")).doesNotExist();
    assertThat(build().resolve("runtime/legal/other/LICENSE")).hasContent("license");
    assertThat(node.directoriesInPrefix()).hasSize(1);
  }

  @Test
  void isNotStoppedByWhatAKilledInstallerOfAnotherPrefixHasLeft() throws Exception {
    node.install("1.0");
    Path launcher = node.binDir.resolve("cni-ptp-fp");
    Files.delete(launcher);
    TestNode.executable(launcher, "somebody's");
    for (String left : List.of(".cni-ptp-fp.cni-fp-new", ".cni-ptp-fp.cni-fp-old")) {
      TestNode.write(node.binDir.resolve(left), "left");
    }
    InstallRequest request =
        new InstallRequest(
            node.image("2.0"), node.prefix.directory(), node.binDir, List.of(), true);
    node.install(new DiskChanges(false), request);
    assertThat(FileTree.entries(node.binDir))
        .noneMatch(path -> path.toString().endsWith(".cni-fp-old"));
    assertThat(node.called("cni-ptp-fp")).isEqualTo("2.0");
  }

  @Test
  void keepsTheBuildBeforeAndRemovesTheOneBeforeThat() throws Exception {
    for (int version = 0; version < 10; version++) {
      node.install("1." + version);
      assertThat(node.directoriesInPrefix()).hasSizeLessThanOrEqualTo(2);
    }
    assertThat(node.directoriesInPrefix())
        .satisfiesExactly(
            name -> assertThat(name).startsWith("1.8-"),
            name -> assertThat(name).startsWith("1.9-"));
  }

  @Test
  void goesBackToAnEarlierBuild() throws Exception {
    node.install("1.0");
    node.install("2.0");
    node.install("1.0");
    assertThat(node.called("cni-bridge-fp")).isEqualTo("1.0");
    assertThat(node.directoriesInPrefix()).hasSize(2);
  }

  @Test
  void keepsABuildThatACallUses() throws Exception {
    node.install("1.0");
    Path used = build();
    try (Flock _ = Flock.tryLock(used.resolve("in-use")).orElseThrow()) {
      node.install("2.0");
      node.install("3.0");
      assertThat(used.resolve("bin/launcher")).exists();
    }
    node.install("4.0");
    assertThat(used).doesNotExist();
  }

  /** It may not open the file in-use, and so holds no lock. */
  @Test
  void keepsABuildThatAnotherUsersCallUses() throws Exception {
    node.install("1.0");
    Path used = build();
    node.process(77, used.resolve("runtime/bin/cni-bridge-fp").toString());
    node.install("2.0");
    node.install("3.0");
    assertThat(used).exists();
    Files.delete(directory.toRealPath().resolve("proc/77/exe"));
    node.install("3.0");
    assertThat(used).doesNotExist();
  }

  @Test
  void keepsExtensionsAndWhatIsNotItsOwn() throws Exception {
    node.install("1.0");
    TestNode.write(node.prefix.directory().resolve("extensions/acme.jar"), "jar");
    TestNode.write(node.prefix.directory().resolve("plugins/older.jar"), "jar");
    TestNode.write(node.prefix.directory().resolve("notes.txt"), "mine");
    node.install("2.0");
    assertThat(build().resolve("extensions/acme.jar")).hasContent("jar");
    assertThat(build().resolve("plugins/older.jar")).hasContent("jar");
    assertThat(node.prefix.directory().resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void installsFromAnInstalledBuild() throws Exception {
    node.install("1.0");
    Path other = directory.toRealPath().resolve("cni/other");
    InstallRequest further =
        new InstallRequest(build(), node.prefix.directory(), other, List.of("calico"), false);
    node.install(new DiskChanges(false), further);
    assertThat(other.resolve("cni-calico-fp")).exists();
    assertThat(node.binDir.resolve("cni-bridge-fp")).exists();
    Files.writeString(build().resolve("runtime/lib/modules"), "cut");
    InstallRequest damaged =
        new InstallRequest(build(), node.prefix.directory(), other, List.of(), false);
    assertThatThrownBy(() -> node.install(new DiskChanges(false), damaged))
        .hasMessageEndingWith(" is damaged: install from the archive");
  }

  @Test
  void usesAPrefixThatIsTheImageAsItIs() throws Exception {
    Path image = node.image("1.0");
    InstallRequest inPlace =
        new InstallRequest(image, image, node.binDir, List.of("calico"), false);
    Installation installed = node.install(new DiskChanges(false), inPlace);
    assertThat(installed.build()).isEmpty();
    assertThat(node.binDir.resolve("cni-calico-fp").toRealPath())
        .isEqualTo(image.resolve("bin/cni-calico-fp"));
    assertThat(image.resolve("current/VERSION")).hasContent("1.0\n");
    assertThat(
            node.uninstaller(new DiskChanges(false))
                .uninstall(image, Optional.empty())
                .isComplete())
        .isTrue();
    assertThat(image.resolve("bin/launcher")).exists();
    for (String gone :
        List.of("MANIFEST", "current", "in-use", ".lock", "runtime/bin/cni-calico-fp")) {
      assertThat(image.resolve(gone)).doesNotExist();
    }
  }

  @Nested
  class UpgradesAnInstallationWithoutBuilds {

    @BeforeEach
    void former() throws IOException {
      node.installFormer("0.9");
    }

    @Test
    void andLeavesItsFilesToTheNextRun() throws Exception {
      node.install("1.0");
      assertThat(node.called("cni-bridge-fp")).isEqualTo("1.0");
      assertThat(node.prefix.directory().resolve("runtime/lib/modules")).exists();
      assertThat(node.binDir.resolve(".cni-fp/cni-bridge-fp.json")).exists();
      node.install("1.0");
      assertThat(node.prefix.directory().resolve("runtime")).doesNotExist();
      assertThat(node.prefix.directory().resolve("VERSION")).doesNotExist();
      assertThat(node.prefix.directory().resolve("extensions/README")).exists();
      assertThat(node.binDir.resolve(".cni-fp")).doesNotExist();
    }

    @Test
    void andKeepsThemWhileACallUsesThem() throws Exception {
      node.process(70, node.prefix + "/runtime/bin/cni-bridge-fp");
      node.install("1.0");
      node.install("1.0");
      assertThat(node.prefix.directory().resolve("runtime/lib/modules")).exists();
    }

    @Test
    void andKeepsThemWhileALauncherStarts() throws Exception {
      node.process(70, node.binDir + "/cni-bridge-fp (deleted)");
      node.install("1.0");
      node.install("1.0");
      assertThat(node.prefix.directory().resolve("runtime/lib/modules")).exists();
      assertThat(node.binDir.resolve(".cni-fp/cni-bridge-fp.json")).exists();
    }

    @Test
    void orUninstallsIt() throws Exception {
      assertThat(
              node.uninstaller(new DiskChanges(false))
                  .uninstall(node.prefix.directory(), Optional.empty())
                  .isComplete())
          .isTrue();
      assertThat(node.prefix.directory()).doesNotExist();
      assertThat(node.binDir).doesNotExist();
    }
  }

  @Nested
  class Refuses {

    private void refused(String message) throws Exception {
      var before = node.snapshot();
      InstallRequest request = node.request("1.0");
      assertThatThrownBy(() -> node.install(new DiskChanges(false), request))
          .isInstanceOf(InstallException.class)
          .hasMessageContaining(message);
      assertThat(node.snapshot()).isEqualTo(before);
    }

    @Test
    void filesOfOthersUnlessItIsForced() throws Exception {
      TestNode.write(node.binDir.resolve("cni-ptp-fp"), "somebody's");
      refused("cni-ptp-fp is not this installation's; --force replaces it");
      InstallRequest request =
          new InstallRequest(
              node.image("2.0"), node.prefix.directory(), node.binDir, List.of(), true);
      node.install(new DiskChanges(false), request);
      assertThat(node.called("cni-ptp-fp")).isEqualTo("2.0");
    }

    @Test
    void aLauncherOfAnotherInstallation() throws Exception {
      Files.createDirectories(node.binDir);
      Files.createSymbolicLink(
          node.binDir.resolve("cni-ptp-fp"), Path.of("/opt/other/current/bin/cni-ptp-fp"));
      refused("cni-ptp-fp is not this installation's");
    }

    @Test
    void aDirectoryWithSomethingElse() throws Exception {
      TestNode.write(node.prefix.directory().resolve("etc/passwd"), "x");
      refused("is not empty and not an installation of cni-fp");
    }

    @Test
    void aPrefixThatIsAFile() throws Exception {
      TestNode.write(node.prefix.directory(), "x");
      refused("exists and is not a directory");
    }

    @Test
    void anImageThatOthersMayWrite() throws Exception {
      Path lib = node.image("1.0").resolve("runtime/lib");
      Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxrwxr-x"));
      refused("runtime/lib may be written by others than its owner");
    }

    @Test
    void anImageWithALinkOutOfIt() throws Exception {
      Files.createSymbolicLink(node.image("1.0").resolve("bin/x"), Path.of("/tmp/x"));
      refused("bin/x leads out of the image");
    }

    @Test
    void aBuildThatOthersMayWrite() throws Exception {
      node.install("1.0");
      Path lib = build().resolve("runtime/lib");
      Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxrwxrwx"));
      refused("uninstall cni-fp, and install it again");
    }

    @Test
    void aPrefixBelowADirectoryThatOthersMayWrite() throws Exception {
      Path opt = Files.createDirectory(directory.resolve("opt"));
      Files.setPosixFilePermissions(opt, PosixFilePermissions.fromString("rwxrwxrwx"));
      refused("/opt may be written by others than its owner");
    }

    @Test
    void aVersionThatIsAPath() throws Exception {
      Files.writeString(node.image("1.0").resolve("VERSION"), "../../x\n");
      refused("the image's VERSION is not one");
    }

    @Test
    void whatIsNoImage() throws Exception {
      Files.delete(node.image("1.0").resolve("runtime/bin/java"));
      refused("is not a cni-fp image");
    }

    @Test
    void anInstallationWhoseManifestLeadsOutOfIt() throws Exception {
      node.install("0.9");
      Files.writeString(
          node.prefix.manifest(), "Installed by cni-fp install;\nfile ../../etc/passwd\n");
      refused("which can't be part of an installation");
    }
  }
}
