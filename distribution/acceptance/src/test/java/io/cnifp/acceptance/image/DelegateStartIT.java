package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.CProgram;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Repository;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the delegate's process comes to be and ends: as if the runtime had started it. */
@DisplayName("the delegate's process")
class DelegateStartIT {
  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;
  private Path delegate;

  @BeforeEach
  void aCall() throws IOException {
    scene = new Scene(directory).file("{}");
    delegate = directory.resolve("bin/bridge");
  }

  private ProcessResult call(String command) throws Exception {
    return scene.call(Image.built(), command);
  }

  /** The table is the launcher's: distribution/launcher/src/test/c/state_table.c. */
  @Test
  void inheritsWhatTheRuntimeGave() throws Exception {
    Path sources = Repository.root().resolve("distribution/launcher/src/test/c");
    CProgram.compile(sources.resolve("probe.c"), delegate);
    Path table = CProgram.compile(sources.resolve("state_table.c"), directory.resolve("table"));
    Path stdin =
        Files.writeString(directory.resolve("stdin"), "{\"cniVersion\":\"1.0.0\",\"name\":\"n\"}");
    // Another user runs it too.
    for (Path path : List.of(directory, installed.image().root().getParent())) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessResult compared =
        ProcessResult.of(
            List.of(
                "/bin/sh",
                "-c",
                "exec \"$@\" <" + stdin,
                "sh",
                table.toString(),
                installed.image().launcher().toString(),
                installed.image().launcher("launcher").toString(),
                delegate.toString(),
                "CNI_COMMAND=DEL",
                "CNI_CONTAINERID=c1",
                "CNI_NETNS=/var/run/netns/none",
                "CNI_IFNAME=eth0",
                "CNI_PATH=" + delegate.getParent()),
            Map.of("PATH", "/usr/bin:/bin"),
            "");
    assertThat(compared.stderr()).isEmpty();
    assertThat(compared.status()).isZero();
  }

  @Nested
  @DisplayName("is not started, and no shell reads it,")
  class IsNotStarted {
    private Path ran;

    @BeforeEach
    void nothingHasRun() {
      ran = directory.resolve("ran");
    }

    private void assertRefused(String words) throws Exception {
      ProcessResult finished = call("ADD");
      assertThat(finished.stdout())
          .contains(
              "\"msg\": \"netplugin failed with no error message: fork/exec "
                  + delegate
                  + ": "
                  + words
                  + "\"");
      assertThat(finished.stderr()).isEmpty();
      assertThat(finished.status()).isEqualTo(1);
      assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
      "\u007fELF\\ntouch RAN\\n, exec format error",
      "touch RAN\\n, exec format error",
      "'', exec format error",
      "#!/nowhere/sh\\ntouch RAN\\n, no such file or directory"
    })
    void ifItIsNoProgram(String content, String words) throws Exception {
      Files.writeString(delegate, content.replace("\\n", "\n").replace("RAN", ran.toString()));
      assertRefused(words);
    }

    @Test
    void ifItIsCutOffOrForAnotherProcessor() throws Exception {
      byte[] program = Files.readAllBytes(Path.of("/bin/cat"));
      Files.write(delegate, Arrays.copyOf(program, 40));
      assertRefused("exec format error");
      // The field e_machine, and a processor that is no more.
      program[18] = 21;
      program[19] = 1;
      Files.write(delegate, program);
      assertRefused("exec format error");
    }

    @Test
    void ifItMayNotBeExecuted() throws Exception {
      Files.setPosixFilePermissions(delegate, PosixFilePermissions.fromString("rw-r--r--"));
      assertRefused("permission denied");
    }
  }

  /** As after a power failure: the right size by the image's list. */
  @ParameterizedTest
  @CsvSource({"'', DEL", "'', CHECK", "touch RAN\\n#, DEL", "\u007fELF\\n#, DEL"})
  void isNotStartedByALauncherThatIsDamaged(String content, String command) throws Exception {
    Path ran = directory.resolve("ran");
    Image image = Image.built().copyTo(directory);
    Path launcher = image.launcher("launcher");
    String text = content.replace("\\n", "\n").replace("RAN", ran.toString());
    Files.write(
        launcher, Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), (int) Files.size(launcher)));
    ProcessResult finished = scene.call(image, command);
    assertThat(finished.stdout())
        .contains(
            "\"code\": 999", "the launcher " + launcher + " is damaged: install cni-fp again");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(scene.calls()).isEmpty();
    assertThat(ran).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "KILL, killed",
    "SEGV, segmentation fault",
    "TERM, terminated",
    "ABRT, aborted",
    "PIPE, broken pipe",
    "XCPU, CPU time limit exceeded",
    "RTMIN, signal 34"
  })
  void endsByASignalInTheWordsOfTheReference(String signal, String words) throws Exception {
    scene.delegate("cat >/dev/null; exec bash -c 'kill -" + signal + " $$'");
    assertThat(call("DEL").stdout())
        .contains("\"msg\": \"netplugin failed with no error message: signal: " + words + "\"");
  }

  @Test
  void getsNoneOfTheLaunchersVariables() throws Exception {
    scene.delegate("cat >/dev/null; cat /proc/$$/environ >" + directory + "/environ");
    scene.variable("LD_LIBRARY_PATH", "/nowhere").variable("CNI_FP_PROCESS", "forged");
    call("DEL");
    assertThat(Files.readString(directory.resolve("environ")).split("\0", -1))
        .contains("LD_LIBRARY_PATH=/nowhere")
        .noneMatch(variable -> variable.matches("(~.*|CNI_FP_PROCESS|LC_ALL)=.*"));
  }
}
