package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/install}: what it puts where, and that it takes away exactly that. */
@DisplayName("the installer")
class InstallIT {
  @TempDir Path directory;
  private Path binDir;
  private Path prefix;
  private Scene scene;

  @BeforeEach
  void somewhere() throws IOException {
    binDir = directory.resolve("cni bin");
    prefix = directory.resolve("opt/cni 'fp'");
    scene = new Scene(directory).failpoint("cmdAdd", "1*error(x)->off");
  }

  @Test
  void putsLaunchersThatAreLinksThroughTheCurrentBuild() throws Exception {
    assertThat(install().status()).isZero();
    for (String name : List.of("cni-bridge-fp", "cni-ptp-fp", "cni-macvlan-fp")) {
      assertThat(binDir.resolve(name)).isExecutable();
      assertThat(Files.readSymbolicLink(binDir.resolve(name)))
          .isEqualTo(prefix.toRealPath().resolve("current/bin").resolve(name));
    }
    assertThat(call("cni-bridge-fp").stdout()).contains("\"msg\": \"x\"");
    assertThat(call("cni-bridge-fp").stdout()).isEqualTo(Scene.RESULT);
    assertThat(call("cni-ptp-fp").stdout()).contains("failed to find plugin \\\"ptp\\\"");
  }

  @Test
  void makesFurtherLaunchersForOtherDelegates() throws Exception {
    assertThat(install("--delegate", "calico", "--delegate", "ipvlan").status()).isZero();
    assertThat(binDir.resolve("cni-calico-fp")).isExecutable();
    scene.file("{}");
    assertThat(call("cni-ipvlan-fp").stdout()).contains("failed to find plugin \\\"ipvlan\\\"");
    assertThat(install("--delegate", "../x").status()).isEqualTo(2);
  }

  @Test
  void takesAwayExactlyWhatItPut() throws Exception {
    Files.createDirectories(binDir);
    Files.writeString(binDir.resolve("bridge"), "somebody else's");
    assertThat(install("--delegate", "calico").status()).isZero();
    ProcessResult removed = uninstall();
    assertThat(removed.status()).as(removed.stdout() + removed.stderr()).isZero();
    assertThat(files(binDir)).containsExactly(binDir.resolve("bridge"));
    assertThat(prefix).doesNotExist();
  }

  @Test
  void removesItselfFromTheInstalledCopy() throws Exception {
    assertThat(install().status()).isZero();
    ProcessResult removed =
        run(List.of(prefix.resolve("current/bin/install").toString(), "--uninstall"));
    assertThat(removed.status()).as(removed.stdout() + removed.stderr()).isZero();
    assertThat(prefix).doesNotExist();
    assertThat(binDir.resolve("cni-bridge-fp")).doesNotExist();
  }

  @Test
  void replacesAnEarlierInstallation() throws Exception {
    assertThat(install().status()).isZero();
    Files.writeString(prefix.resolve("extensions/mine.jar"), "jar");
    Files.createDirectory(prefix.resolve("plugins"));
    Files.writeString(prefix.resolve("plugins/older.jar"), "older");
    assertThat(install().status()).isZero();
    assertThat(prefix.resolve("extensions/mine.jar")).hasContent("jar");
    assertThat(prefix.resolve("plugins/older.jar")).hasContent("older");
    assertThat(call("cni-bridge-fp").stdout()).contains("\"msg\": \"x\"");
  }

  @Nested
  class Refuses {

    @Test
    void toOverwriteSomebodyElsesFile() throws Exception {
      Files.createDirectories(binDir);
      Files.writeString(binDir.resolve("cni-bridge-fp"), "the reference");
      ProcessResult refused = install();
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.stderr()).contains("cni-bridge-fp").hasLineCount(1);
      assertThat(binDir.resolve("cni-bridge-fp")).hasContent("the reference");
      assertThat(install("--force").status()).isZero();
      assertThat(call("cni-bridge-fp").stdout()).contains("\"msg\": \"x\"");
    }

    @Test
    void toForgetWhatIsNotItsOwn() throws Exception {
      assertThat(install().status()).isZero();
      Files.writeString(prefix.resolve("extensions/mine.jar"), "jar");
      ProcessResult removed = uninstall();
      assertThat(removed.status()).isEqualTo(3);
      assertThat(removed.stdout() + removed.stderr()).contains("mine.jar");
      assertThat(prefix.resolve("extensions/mine.jar")).hasContent("jar");
      assertThat(binDir.resolve("cni-bridge-fp")).doesNotExist();
    }

    @Test
    void wrongArgumentsInOneLine() throws Exception {
      for (List<String> wrong :
          List.of(List.<String>of(), List.of("--cni-bin-dir"), List.of("--nonsense"))) {
        List<String> command = new ArrayList<>(List.of(installer()));
        command.addAll(wrong);
        ProcessResult refused = run(command);
        assertThat(refused.status()).as(wrong.toString()).isEqualTo(2);
        assertThat(refused.stderr()).as(wrong.toString()).isNotBlank();
      }
    }
  }

  private ProcessResult call(String name) throws Exception {
    return ProcessResult.of(
        List.of(binDir.resolve(name).toString()), scene.environment("ADD"), scene.stdin());
  }

  private ProcessResult install(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                installer(), "--cni-bin-dir", binDir.toString(), "--prefix", prefix.toString()));
    command.addAll(List.of(more));
    return run(command);
  }

  private ProcessResult uninstall() throws Exception {
    return run(List.of(installer(), "--uninstall", "--prefix", prefix.toString()));
  }

  private static ProcessResult run(List<String> command) throws Exception {
    return ProcessResult.of(command, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "");
  }

  private static String installer() {
    return Image.built().root().resolve("bin/install").toString();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
