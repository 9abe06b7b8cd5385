package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Callers;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.NodeInstallation;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.harness.StressSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades while calls are made: no call fails, and none loses its image. */
@DisplayName("an upgrade")
class UpgradeIT {
  @TempDir private Path directory;
  private NodeInstallation node;
  private Scene scene;
  private List<Image> images;

  @BeforeEach
  void twoBuilds() throws Exception {
    node = new NodeInstallation(directory);
    scene = new Scene(directory).failpoint("cmdAdd", "error(expected)");
    images = List.of(node.version("1.0"), node.version("2.0"));
    for (Image image : images) {
      node.install(image).orFail();
    }
  }

  @Test
  void bySwitchingBetweenBuildsFailsNoCall() throws Exception {
    List<Path> builds = node.builds();
    assertThat(builds).hasSize(2);
    int switches = StressSize.of(50, 1000);
    int calls =
        Callers.during(
            () -> {
              Path next = node.prefix().resolve(".next");
              for (int i = 0; i < switches; i++) {
                Files.createSymbolicLink(next, builds.get(i % 2).getFileName());
                Files.move(next, node.prefix().resolve("current"), StandardCopyOption.ATOMIC_MOVE);
                // As long as a call takes: each sees a switch.
                Thread.sleep(40);
              }
            },
            this::call);
    assertThat(calls).isGreaterThan(switches / 5);
  }

  @Test
  void byTheInstallerFailsNoCall() throws Exception {
    int upgrades = StressSize.of(2, 20);
    int calls =
        Callers.during(
            () -> {
              for (int i = 0; i < upgrades; i++) {
                node.install(images.get(i % 2)).orFail();
              }
            },
            this::call);
    assertThat(calls).isGreaterThan(upgrades);
    assertThat(node.leftovers()).isEmpty();
  }

  /** Each file of the build is replaced: one without an executable bin/launcher is no image. */
  @Test
  void byRepairingTheCurrentBuildFailsNoCall() throws Exception {
    Path build = node.prefix().resolve("current").toRealPath();
    int repairs = StressSize.of(1, 10);
    Callers.during(
        () -> {
          for (int i = 0; i < repairs; i++) {
            Object before = Files.getAttribute(build.resolve("runtime/lib/modules"), "unix:ino");
            Files.setPosixFilePermissions(
                build.resolve("bin/launcher"), PosixFilePermissions.fromString("rw-r--r--"));
            node.install(images.getLast()).orFail();
            assertThat(build.resolve("bin/launcher")).isExecutable();
            assertThat(Files.getAttribute(build.resolve("runtime/lib/modules"), "unix:ino"))
                .isNotEqualTo(before);
          }
        },
        this::call);
    assertThat(node.run("doctor").stdout()).contains("active: ");
  }

  private ProcessResult call() {
    return ProcessResult.of(
        List.of(node.launcher().toString()), scene.environment("ADD"), scene.stdin());
  }

  @Test
  void leavesACallThatWaitsItsImage() throws Exception {
    scene.failpoint("cmdAdd", "pause");
    ProcessBuilder builder = new ProcessBuilder(node.launcher().toString());
    builder.environment().clear();
    builder.environment().putAll(scene.environment("ADD"));
    ProcessResult.Running call = ProcessResult.Running.start(builder, scene.stdin());
    try {
      Eventually.present("the call is paused", () -> firstPaused());
      long pid = call.process().pid();
      for (int i = 0; i < StressSize.of(2, 10); i++) {
        node.install(images.get(i % 2)).orFail();
      }
      node.install(node.version("3.0")).orFail();
      node.install(node.version("4.0")).orFail();
      assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString())
          .endsWith("/cni-bridge-fp");
      assertThat(node.run("doctor").stdout()).contains("used by the processes " + pid);
      assertThat(node.builds()).hasSize(3);
      new CniFp(directory, new Image(node.prefix().resolve("current"))).run("resume", "--all");
      assertThat(call.await().stdout()).isEqualTo(Scene.RESULT);
      assertThat(scene.calls()).containsExactly("ADD");
    } finally {
      call.discard();
    }
    node.install(images.getFirst()).orFail();
    assertThat(node.builds()).hasSize(2);
    assertThat(node.run("doctor").stdout())
        .containsPattern("build 1\\.0-[0-9a-f]{12}: current, not used")
        .containsPattern("build 4\\.0-[0-9a-f]{12}: not used; the next installation removes it");
  }

  private Optional<Path> firstPaused() {
    try {
      return scene.paused().stream().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
