package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin where a runtime may start it, and what of that reaches the delegate. */
@DisplayName("the plugin")
class EnvironmentIT {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void somewhere() throws IOException {
    scene = new Scene(directory).file("{}");
  }

  /** Runs a shell script with the launcher as its first argument and a call's environment. */
  private ProcessResult shell(String script) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("stdin"), scene.stdin());
    List<String> command =
        List.of("/bin/sh", "-c", script, "sh", Image.built().launcher().toString());
    return ProcessResult.of(command, scene.environment("ADD"), "");
  }

  private static void assumeRoot() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assumeTrue(root, "it changes the user or mounts something, which takes root");
  }

  private static void assertResult(ProcessResult finished) {
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.stdout()).isEqualTo(Scene.RESULT);
    assertThat(finished.status()).isZero();
  }

  @Nested
  class HandsOn {

    @Test
    void theEnvironmentByteForByteInAnyEncoding() throws Exception {
      scene.delegate("/bin/cat >/dev/null; /bin/cat /proc/$$/environ > " + directory + "/environ");
      shell(
          "cd "
              + directory
              + "; X=$(printf 'a\\377\\303\\251b') EMPTY= CNI_COMMAND=DEL \"$1\" < stdin");
      byte[] environ = Files.readAllBytes(directory.resolve("environ"));
      String bytes = new String(environ, StandardCharsets.ISO_8859_1);
      assertThat(Arrays.asList(bytes.split("\0", -1)))
          .contains("X=a\u00ff\u00c3\u00a9b", "EMPTY=", "CNI_COMMAND=DEL")
          .contains("CNI_ARGS=K8S_POD_NAMESPACE=ns;K8S_POD_NAME=pod")
          .noneMatch(variable -> variable.startsWith("~"));
    }

    @Test
    void standardInputByteForByteHoweverLong() throws Exception {
      scene.delegate("/bin/cat > " + directory + "/seen");
      scene.member("comment", "\"é" + "x".repeat(3 << 20) + "\"");
      assertThat(scene.call(Image.built(), "DEL").status()).isZero();
      assertThat(directory.resolve("seen"))
          .hasBinaryContent(scene.stdin().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noneOfItsOwnStandardStreams() throws Exception {
      scene.delegate("/bin/cat >/dev/null; fds=$(/bin/ls -l /proc/$$/fd); echo \"$fds\" >&2");
      String fds = scene.call(Image.built(), "DEL").stderr();
      assertThat(fds.lines().filter(line -> line.matches(".* [012] -> .*")))
          .hasSize(3)
          .allMatch(line -> line.contains("pipe:"));
    }
  }

  @Nested
  class Works {

    @Test
    void inAWorkingDirectoryThatItMayNotRead() throws Exception {
      assumeRoot();
      Image image = Image.built().copyTo(directory);
      Path secret =
          Files.createDirectory(
              directory.resolve("secret"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(secret.resolve("stdin"), scene.stdin());
      // Another user reads the image, runs the delegate and writes what it notes.
      String script =
          "chmod a+rx DIRECTORY; chmod -R a+rX DIRECTORY/bin; touch DIRECTORY/calls; chmod a+w"
              + " DIRECTORY/calls; cd DIRECTORY/secret; exec setpriv --reuid 65534 --regid 65534"
              + " --clear-groups "
              + image.launcher()
              + " < stdin";
      assertResult(shell(script.replace("DIRECTORY", directory.toString())));
    }

    @Test
    void onAReadOnlyRoot() throws Exception {
      assumeRoot();
      // The scene's directory alone stays writable.
      String script =
          "exec unshare -m sh -ec '"
              + "mount --bind DIRECTORY DIRECTORY; "
              + "for m in /run /dev/shm /tmp /var /; do "
              + "if mountpoint -q $m; then mount -o remount,bind,ro $m; fi; done; "
              + "if touch /tmp/probe 2>/dev/null; then exit 9; fi; "
              + "exec \"$1\" < DIRECTORY/stdin' sh \"$1\"";
      assertResult(shell(script.replace("DIRECTORY", directory.toString())));
    }

    @Test
    void withStandardInputOfANullDeviceWhereNoneIsNeeded() throws Exception {
      ProcessResult version = shell("CNI_COMMAND=VERSION \"$1\" </dev/null");
      assertThat(version.stdout()).contains("\"supportedVersions\"").hasLineCount(1);
      assertThat(shell("CNI_COMMAND=VERSION \"$1\" <&-").stdout()).isEqualTo(version.stdout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "DEL"})
    void withStandardInputClosedAsIfItWereEmpty(String command) throws Exception {
      ProcessResult closed = shell("CNI_COMMAND=" + command + " \"$1\" <&-");
      ProcessResult empty = shell("CNI_COMMAND=" + command + " \"$1\" </dev/null");
      assertThat(closed.stdout()).contains("\"code\": 6").isEqualTo(empty.stdout());
      assertThat(closed.stderr()).isEmpty();
      assertThat(closed.status()).isEqualTo(1);
      assertThat(scene.calls()).isEmpty();
    }
  }

  @Nested
  class Ends {

    /** Nobody can be told, but the runtime sees that it failed. */
    @ParameterizedTest
    @ValueSource(strings = {">/dev/full", ">&-"})
    void withStatus1IfItsReplyCantBeWritten(String redirection) throws Exception {
      ProcessResult finished = shell("\"$1\" < " + directory + "/stdin " + redirection);
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stderr()).isEmpty();
      assertThat(scene.calls()).startsWith("ADD");
    }

    @Test
    void asUsualIfStandardErrorIsClosed() throws Exception {
      scene.failpoint("cmdAdd", "1*print(nobody listens)");
      ProcessResult finished = shell("\"$1\" < " + directory + "/stdin 2>&-");
      assertThat(finished.stdout()).isEqualTo(Scene.RESULT);
      assertThat(scene.left()).contains("0*print");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4096, 1_000_000})
  void printsItsResultAloneWithAClassArchiveCutTo(int length) throws Exception {
    Image image = Image.built().copyTo(directory);
    Path archive = image.root().resolve("runtime/lib/server/classes.jsa");
    byte[] whole = Files.readAllBytes(archive);
    assertThat(whole.length).isGreaterThan(length);
    Files.write(archive, Arrays.copyOf(whole, length));
    Files.delete(image.cache());
    assertResult(scene.call(image, "ADD"));
  }

  @Test
  void saysWhatItIsWhenItIsCalledByHand() throws Exception {
    ProcessResult finished = Image.built().call(Map.of("PATH", "/usr/bin:/bin"), "");
    assertThat(finished.status()).isZero();
    assertThat(finished.stdout()).isEmpty();
    assertThat(finished.stderr())
        .isEqualTo(
            "bridge with failpoint support\nCNI protocol versions supported: 0.1.0, 0.2.0, 0.3.0,"
                + " 0.3.1, 0.4.0, 1.0.0, 1.1.0\n");
  }

  @Test
  void tellsItsVersionIfItIsAskedForIt() throws Exception {
    String version = Files.readString(Image.built().root().resolve("VERSION")).strip();
    assertThat(shell("unset CNI_COMMAND; \"$1\" --version").stdout())
        .isEqualTo("cni-bridge-fp of cni-fp " + version + "\n");
  }
}
