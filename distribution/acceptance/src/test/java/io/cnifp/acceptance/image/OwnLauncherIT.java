package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A launcher may delegate to another launcher, but never, on whatever way, to itself. */
@DisplayName("a delegate that is the launcher itself is refused")
class OwnLauncherIT {
  @TempDir private Path directory;
  private Scene scene;
  private Path bin;

  @BeforeEach
  void installed() throws Exception {
    scene = new Scene(directory).file("{}");
    bin = directory.resolve("installed");
    ProcessResult installed =
        ProcessResult.of(
            List.of(
                Image.built().root().resolve("bin/install").toString(),
                "--cni-bin-dir",
                bin.toString(),
                "--prefix",
                directory.resolve("opt").toString(),
                "--delegate",
                "a",
                "--delegate",
                "b"),
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            "");
    assertThat(installed.status()).as(installed.stderr()).isZero();
    scene.variable("CNI_PATH", bin.toString());
  }

  @Test
  void byItsName() throws Exception {
    scene.delegatedTo("\"cni-bridge-fp\"");
    assertItself(called(bin.resolve("cni-bridge-fp")));
  }

  @Test
  void byALink() throws Exception {
    Files.createSymbolicLink(bin.resolve("bridge"), bin.resolve("cni-bridge-fp"));
    assertItself(called(bin.resolve("cni-bridge-fp")));
  }

  @Test
  void byALinkOnALink() throws Exception {
    Files.createSymbolicLink(bin.resolve("b"), bin.resolve("cni-b-fp"));
    Path second = Files.createSymbolicLink(directory.resolve("cni-b-fp"), bin.resolve("b"));
    assertItself(called(second));
  }

  @Test
  void byACopyOfTheLauncher() throws Exception {
    copyInPlaceOfBridge();
    assertItself(called(bin.resolve("cni-bridge-fp")));
  }

  @Test
  void byACopyOfTheLauncherThatIsCalledItself() throws Exception {
    assertItself(called(copyInPlaceOfBridge()));
  }

  /** Copies the launcher, with a record, without which it does not run. */
  private Path copyInPlaceOfBridge() throws IOException {
    Path records = Files.createDirectory(bin.resolve(".cni-fp"));
    Files.writeString(
        records.resolve("bridge.json"), "{\"home\": \"" + directory.resolve("opt/current") + "\"}");
    return Files.copy(bin.resolve("cni-bridge-fp"), bin.resolve("bridge"));
  }

  @Test
  void byAnotherLauncherThatLeadsBack() throws Exception {
    Files.copy(bin.resolve("cni-b-fp"), bin.resolve("a"));
    Files.copy(bin.resolve("cni-a-fp"), bin.resolve("b"));
    script(bin.resolve("a"), "exec " + bin + "/cni-b-fp");
    script(bin.resolve("b"), "exec " + bin + "/cni-a-fp");
    assertLoop(called(bin.resolve("cni-a-fp")));
  }

  @Test
  void butNotIfItIsAnotherOneThatEndsSomewhere() throws Exception {
    scene.variable("CNI_PATH", bin + ":" + directory.resolve("bin"));
    scene.delegatedTo(
        "{\"type\":\"cni-a-fp\",\"failpoint\":{\"delegate\":{\"type\":\"cni-b-fp\","
            + "\"failpoint\":{\"delegate\":\"bridge\"}}}}");
    assertThat(called(bin.resolve("cni-bridge-fp")).stdout()).isEqualTo(Scene.RESULT);
  }

  private static void assertItself(ProcessResult finished) {
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).contains("\"code\": 7", "is this plugin itself");
  }

  private static void assertLoop(ProcessResult finished) {
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).contains("\"code\": 7", "within one another");
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessResult called(Path launcher) throws Exception {
    return ProcessResult.of(List.of(launcher.toString()), scene.environment("ADD"), scene.stdin());
  }
}
