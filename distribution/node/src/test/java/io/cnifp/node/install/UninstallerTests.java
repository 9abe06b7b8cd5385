package io.cnifp.node.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the uninstaller")
class UninstallerTests {
  @TempDir private Path directory;
  private TestNode node;

  @BeforeEach
  void aNode() throws IOException {
    node = new TestNode(directory);
  }

  private Uninstalled uninstall() throws Exception {
    return node.uninstaller(new DiskChanges(false))
        .uninstall(node.prefix.directory(), Optional.empty());
  }

  @Test
  void removesAllThatWasInstalledAndNothingElse() throws Exception {
    TestNode.write(node.binDir.resolve("bridge"), "somebody's");
    node.install("1.0");
    node.install("2.0", "calico");
    assertThat(uninstall().isComplete()).isTrue();
    assertThat(node.prefix.directory()).doesNotExist();
    assertThat(FileTree.entries(node.binDir)).containsExactly(node.binDir.resolve("bridge"));
  }

  @Test
  void leavesFilesOfOthersAndNamesThem() throws Exception {
    node.install("1.0");
    Path jar = node.prefix.directory().resolve("extensions/acme.jar");
    TestNode.write(jar, "jar");
    Files.delete(node.binDir.resolve("cni-ptp-fp"));
    TestNode.write(node.binDir.resolve("cni-ptp-fp"), "somebody's");
    assertThat(uninstall().files()).containsExactly(node.binDir.resolve("cni-ptp-fp"), jar);
    Files.delete(node.binDir.resolve("cni-ptp-fp"));
    node.install("1.0");
    assertThat(node.called("cni-ptp-fp")).isEqualTo("1.0");
  }

  @Test
  void leavesABuildThatACallUsesToTheNextRun() throws Exception {
    node.install("1.0");
    Path build = node.prefix.build(node.prefix.currentBuild().orElseThrow());
    try (Flock _ = Flock.tryLock(build.resolve("in-use")).orElseThrow()) {
      assertThat(uninstall().used()).containsOnlyKeys(build);
      assertThat(build.resolve("bin/launcher")).exists();
      assertThat(node.binDir.resolve("cni-bridge-fp")).doesNotExist();
    }
    assertThat(uninstall().isComplete()).isTrue();
    assertThat(node.prefix.directory()).doesNotExist();
  }

  @Test
  void keepsWhatACachedResultNames() throws Exception {
    node.install("1.0");
    Path cache = Files.createDirectories(directory.resolve("results"));
    String config = "{\"plugins\":[{\"type\":\"cni-ptp-fp\"}]}";
    Path result = cache.resolve("net-c1-eth0");
    TestNode.write(
        result,
        "{\"kind\":\"cniCacheV1\",\"config\":\""
            + Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8))
            + "\"}");
    TestNode.write(cache.resolve("other"), "not JSON");
    Optional<CachedResults> results = Optional.of(new CachedResults(cache));
    Uninstaller uninstaller = node.uninstaller(new DiskChanges(false));
    Uninstalled first = uninstaller.uninstall(node.prefix.directory(), results);
    assertThat(first.needed()).containsEntry(node.binDir.resolve("cni-ptp-fp"), result);
    assertThat(node.called("cni-ptp-fp")).isEqualTo("1.0");
    assertThat(node.binDir.resolve("cni-bridge-fp")).doesNotExist();
    Files.delete(result);
    assertThat(uninstaller.uninstall(node.prefix.directory(), results).isComplete()).isTrue();
    assertThat(node.prefix.directory()).doesNotExist();
  }

  @Test
  void keepsWhatACachedResultNamesByAnAdministratorsLink() throws Exception {
    node.install("1.0");
    Path link = node.binDir.resolve("cni-calico-fp");
    Files.createSymbolicLink(link, Path.of("cni-bridge-fp"));
    Path cache = Files.createDirectories(directory.resolve("results"));
    TestNode.write(cache.resolve("net-c1-eth0"), "{\"type\":\"cni-calico-fp\"}");
    Uninstalled uninstalled =
        node.uninstaller(new DiskChanges(false))
            .uninstall(node.prefix.directory(), Optional.of(new CachedResults(cache)));
    assertThat(uninstalled.needed()).containsOnlyKeys(node.binDir.resolve("cni-bridge-fp"));
    assertThat(link).exists();
  }

  @Test
  void removesNoFileThroughALinkInThePrefix() throws Exception {
    node.install("1.0");
    Path outside = directory.resolve("outside");
    TestNode.write(outside.resolve("README"), "mine");
    Path extensions = node.prefix.directory().resolve("extensions");
    FileTree.delete(new DiskChanges(false), extensions);
    Files.createSymbolicLink(extensions, outside);
    uninstall();
    assertThat(outside.resolve("README")).hasContent("mine");
  }

  @Test
  void continuesWhereAnEarlierRunWasKilled() throws Exception {
    int step = 0;
    while (isKilledAt(++step)) {
      if (node.prefix.isInstalled()) {
        uninstall();
      }
      assertThat(node.prefix.current()).doesNotExist();
    }
    assertThat(step).isGreaterThan(20);
  }

  private boolean isKilledAt(int step) throws Exception {
    node.install("1.0");
    try {
      node.uninstaller(new StepCount(step, true))
          .uninstall(node.prefix.directory(), Optional.empty());
      return false;
    } catch (StepCount.Crash e) {
      return true;
    }
  }

  @Test
  void saysThatThereIsNothing() {
    assertThatThrownBy(this::uninstall)
        .hasMessage("nothing installed in " + node.prefix + ": it has no MANIFEST");
  }
}
