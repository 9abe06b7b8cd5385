package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.NodeInstallation;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.harness.StressSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer, killed or out of space. {@code InterruptedInstallTests} does so at each step. */
@DisplayName("an interrupted installation")
class InterruptedInstallIT {
  @TempDir private Path directory;
  private Scene scene;

  @BeforeEach
  void aScene() throws IOException {
    scene = new Scene(directory).failpoint("cmdAdd", "error(expected)");
  }

  private void assertWorks(NodeInstallation node, String when) {
    ProcessResult called =
        ProcessResult.of(
            List.of(node.launcher().toString()), scene.environment("ADD"), scene.stdin());
    assertThat(called.message()).as(when + called).isEqualTo("expected");
  }

  @Test
  void thatIsKilledLeavesOneThatWorksAndTheNextRunCleansUp() throws Exception {
    NodeInstallation node = new NodeInstallation(directory);
    List<Image> images = List.of(node.version("1.0"), node.version("2.0"));
    node.install(images.getFirst()).orFail();
    Path jar = Files.writeString(node.prefix().resolve("extensions/acme.jar"), "jar");
    long whole = node.install(images.get(1)).orFail().elapsed().toMillis();
    Random random = new Random(15);
    for (int i = 0; i < StressSize.of(6, 100); i++) {
      Image next = images.get(i % 2);
      Process process = new ProcessBuilder(node.command(next)).start();
      // Any instant is to be harmless, so there is none to await.
      process.waitFor(random.nextLong(whole), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertWorks(node, "kill " + i + ": ");
      if (i % 3 == 2) {
        node.install(next).orFail();
        assertThat(node.leftovers()).isEmpty();
        assertThat(node.builds()).hasSizeLessThanOrEqualTo(2);
      }
    }
    assertThat(jar).hasContent("jar");
  }

  @Test
  void forWhichThereIsNoSpaceChangesNothing() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "it mounts a small file system, which takes root");
    Path small = Files.createDirectory(directory.resolve("small"));
    NodeInstallation node = new NodeInstallation(small);
    NodeInstallation images = new NodeInstallation(directory);
    List<Image> versions = List.of(images.version("1.0"), images.version("2.0"));
    long megabytes = size(versions.getFirst().root()) >> 20;
    mount("-t", "tmpfs", "-o", "mode=755,size=" + (2 * megabytes + 40) + "m", "none", small);
    try {
      node.install(versions.getFirst()).orFail();
      List<String> before = listing(small);
      int sizes = StressSize.of(5, 60);
      int failed = 0;
      for (int i = 0; i < sizes; i++) {
        // From no space at all to enough.
        long available = i * (megabytes + 30) / (sizes - 1);
        mount("-o", "remount,size=" + (megabytes + 2 + available) + "m", small);
        ProcessResult installed = node.install(versions.get(1));
        if (installed.status() == 0) {
          break;
        }
        failed++;
        assertThat(installed.status()).as(installed.stderr()).isEqualTo(1);
        assertThat(installed.stderr()).contains("No space left on device").hasLineCount(1);
        assertThat(listing(small)).isEqualTo(before);
        assertWorks(node, available + " MB: ");
      }
      assertThat(failed).isGreaterThan(2);
      assertThat(node.prefix().resolve("current/VERSION")).hasContent("2.0\n");
    } finally {
      ProcessResult.inheriting(List.of("umount", small.toString()), Map.of(), "").orFail();
    }
  }

  private static void mount(Object... arguments) {
    List<String> command =
        Stream.concat(Stream.of("mount"), Stream.of(arguments).map(String::valueOf)).toList();
    ProcessResult.inheriting(command, Map.of(), "").orFail();
  }

  private static List<String> listing(Path path) {
    String print = "%P %y %m %l %s\\n";
    List<String> command =
        List.of("find", path.toString(), "!", "-name", ".lock", "-type", "f", "-printf", print);
    String listed = ProcessResult.inheriting(command, Map.of(), "").orFail().stdout();
    return listed.lines().sorted().toList();
  }

  private static long size(Path path) {
    String kilobytes =
        ProcessResult.inheriting(List.of("du", "-sk", path.toString()), Map.of(), "")
            .orFail()
            .stdout();
    return Long.parseLong(kilobytes.substring(0, kilobytes.indexOf('\t'))) << 10;
  }
}
