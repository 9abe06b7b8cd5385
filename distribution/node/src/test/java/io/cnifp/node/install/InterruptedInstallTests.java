package io.cnifp.node.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An installation that fails, or whose process is killed, at each of its steps. */
@DisplayName("an interrupted installation")
class InterruptedInstallTests {
  @TempDir(factory = MemoryDirectory.class)
  private Path directory;

  /** What there is before. */
  enum Before {
    NOTHING,
    A_BUILD,
    TWO_BUILDS,
    THE_SAME_BUILD,
    A_DAMAGED_BUILD,
    NO_BUILDS
  }

  private TestNode node(Before before, String name) throws Exception {
    TestNode node = new TestNode(Files.createDirectories(directory.resolve(name)));
    switch (before) {
      case NOTHING -> {}
      case A_BUILD -> node.install("1.0");
      case TWO_BUILDS -> {
        node.install("0.9");
        node.install("1.0", "calico");
      }
      case THE_SAME_BUILD -> node.install("2.0");
      case A_DAMAGED_BUILD -> {
        node.install("2.0");
        node.install("1.0");
        Path build = node.prefix.build(node.prefix.currentBuild().orElseThrow());
        for (Path each : FileTree.entries(build.getParent())) {
          if (BuildId.isName(each.getFileName().toString()) && !each.equals(build)) {
            Files.writeString(each.resolve("runtime/lib/modules"), "cut");
            Files.delete(each.resolve("runtime/legal/java.base/LICENSE"));
          }
        }
      }
      case NO_BUILDS -> node.installFormer("1.0");
    }
    if (before != Before.NOTHING) {
      TestNode.write(node.prefix.directory().resolve("extensions/acme.jar"), "jar");
    }
    return node;
  }

  private int steps(Before before) throws Exception {
    TestNode node = node(before, "count");
    StepCount counted = StepCount.unlimited();
    node.install(counted, node.request("2.0"));
    return counted.steps();
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingIfAStepFails(Before before) throws Exception {
    int steps = steps(before);
    int failed = 0;
    TestNode node = node(before, "fail");
    SortedMap<String, String> all = node.snapshot();
    for (int step = 1; step <= steps; step++) {
      SortedMap<String, String> was = withoutUnused(node, before);
      try {
        node.install(new StepCount(step, false), node.request("2.0"));
      } catch (InstallException e) {
        failed++;
        assertThat(e).hasMessageContaining("No space left on device");
        assertThat(withoutUnused(node, before)).as("step %s of %s", step, steps).isEqualTo(was);
      }
      // What is as it was serves for the next step.
      if (!node.snapshot().equals(all)) {
        node.install("2.0");
        assertThat(node.called("cni-bridge-fp")).isEqualTo("2.0");
        node = node(before, "fail-" + step);
        all = node.snapshot();
      }
    }
    assertThat(failed).isGreaterThan(0);
  }

  /** An unused build and what is damaged may go earlier than a step fails. */
  private static SortedMap<String, String> withoutUnused(TestNode node, Before before)
      throws Exception {
    SortedMap<String, String> snapshot = node.snapshot();
    if (before == Before.TWO_BUILDS || before == Before.A_DAMAGED_BUILD) {
      String current = String.valueOf(node.prefix.currentBuild().orElseThrow());
      snapshot
          .keySet()
          .removeIf(path ->
              path.contains("/0.9-")
                  || path.contains("/.removed-0.9-")
                  || (path.contains("/2.0-") && !path.contains(current)));
    }
    return snapshot;
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheOldOrTheNewOneIfItIsKilled(Before before) throws Exception {
    int steps = steps(before);
    for (int step = 1; step <= steps; step++) {
      TestNode node = node(before, "kill-" + step);
      InstallRequest request = node.request("2.0");
      StepCount killed = new StepCount(step, true);
      assertThatThrownBy(() -> node.install(killed, request)).isInstanceOf(StepCount.Crash.class);
      if (before != Before.NOTHING) {
        for (String launcher : Launcher.STANDARD) {
          assertThat(node.called(launcher)).as("step %s", step).isIn("1.0", "2.0");
        }
        assertThat(node.prefix.directory().resolve("extensions/acme.jar")).hasContent("jar");
      }
      node.install("2.0");
      assertHealed(node, before, step);
    }
  }

  private static void assertHealed(TestNode node, Before before, int step) throws Exception {
    for (String launcher : Launcher.STANDARD) {
      assertThat(node.called(launcher)).as("after step %s", step).isEqualTo("2.0");
    }
    assertThat(hidden(node.prefix.directory())).as("after step %s", step).containsExactly(".lock");
    // The records of launchers of an installation without builds remain until its calls have ended.
    assertThat(hidden(node.binDir)).as("after step %s", step).isSubsetOf(".cni-fp");
    assertThat(node.directoriesInPrefix()).as("after step %s", step).hasSizeLessThanOrEqualTo(2);
    assertThat(node.prefix.directory().resolve("extensions/README")).hasContent("about extensions");
    if (before != Before.NOTHING) {
      assertThat(node.prefix.directory().resolve("extensions/acme.jar")).hasContent("jar");
    } else {
      assertThat(
              node.uninstaller(new DiskChanges(false))
                  .uninstall(node.prefix.directory(), Optional.empty())
                  .isComplete())
          .as("after step %s", step)
          .isTrue();
      assertThat(node.prefix.directory()).doesNotExist();
    }
  }

  private static List<String> hidden(Path directory) throws Exception {
    return FileTree.entries(directory).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.startsWith("."))
        .toList();
  }
}
