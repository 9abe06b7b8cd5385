package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard output carries the result or the error and nothing else, whatever the circumstances. */
@DisplayName("standard output")
class CleanOutputIT {
  private static final String ERROR =
      """
      {
          "cniVersion": "1.1.0",
          "code": 999,
          "msg": "é (x)"
      }
      """;

  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void armed() throws IOException {
    scene = new Scene(directory).failpoint("cmdAdd", "1*error{msg='é (x)'}");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -XX:NoSuchOption",
    "JAVA_TOOL_OPTIONS, -Xlog:gc -XX:+PrintFlagsFinal",
    "JDK_JAVA_OPTIONS, --no-such-option",
    "_JAVA_OPTIONS, -Xmx1k",
    "JDK_AOT_VM_OPTIONS, -XX:NoSuchOption",
    "CLASSPATH, /nonexistent.jar",
    "LANG, ''",
    "LC_ALL, POSIX",
    "LC_ALL, xx_YY.nonsense",
    "HOME, /nonexistent",
    "_JAVA_LAUNCHER_DEBUG, 1"
  })
  void isTheErrorAloneWith(String variable, String value) throws Exception {
    assertError(scene.variable(variable, value).call(Image.built(), "ADD"));
    ProcessResult second = scene.call(Image.built(), "ADD");
    assertThat(second.stdout()).isEqualTo(Scene.RESULT);
    assertThat(second.stderr()).isEmpty();
  }

  @Test
  void handsTheJvmsVariablesOnToTheDelegate() throws Exception {
    scene.delegate(
        "printf '{\"opts\":\"%s\"}' \"$JAVA_TOOL_OPTIONS\"; env | grep -c '^~' >&2; true");
    scene.variable("JAVA_TOOL_OPTIONS", "-Dfor=delegate").file("{}");
    ProcessResult finished = scene.call(Image.built(), "ADD");
    assertThat(finished.stdout()).contains("\"opts\":\"-Dfor=delegate\"");
    assertThat(finished.stderr()).isEqualTo("0\n");
  }

  @Test
  void takesAPathOutsideAsciiWithoutALocaleAndHandsTheLocaleOnAsItWas() throws Exception {
    Path odd = Files.createDirectory(directory.resolve("pfäd"));
    Scene there = new Scene(odd).failpoint("cmdAdd", "1*error(x)->off");
    there.delegate("printf '{\"all\":\"%s\"}' \"${LC_ALL-unset}\"");
    assertThat(there.call(Image.built(), "ADD").stdout()).contains("\"msg\": \"x\"");
    assertThat(there.call(Image.built(), "ADD").stdout()).contains("\"all\":\"unset\"");
    there.variable("LC_ALL", "POSIX");
    assertThat(there.call(Image.built(), "ADD").stdout()).contains("\"all\":\"POSIX\"");
  }

  @Test
  void takesAsManyStepsAsATermCanHave() throws Exception {
    scene.failpoint("cmdAdd", "off+".repeat(63) + "error(deep)");
    assertThat(scene.call(Image.built(), "ADD").stdout()).contains("\"msg\": \"deep\"");
  }

  @Test
  void isTheErrorAloneWithNothingButCniVariables() throws Exception {
    Map<String, String> environment = new HashMap<>(scene.environment("ADD"));
    environment.remove("PATH");
    assertError(Image.built().call(environment, scene.stdin()));
  }

  @Test
  void isTheErrorAloneWithoutACache() throws Exception {
    Image image = Image.built().copyTo(directory);
    Files.delete(image.cache());
    assertError(scene.call(image, "ADD"));
  }

  @ParameterizedTest
  @CsvSource({"0", "100", "1000000"})
  void isTheErrorAloneWithACacheCutTo(int length) throws Exception {
    Image image = Image.built().copyTo(directory);
    byte[] cache = Files.readAllBytes(image.cache());
    Files.write(image.cache(), Arrays.copyOf(cache, length));
    assertError(scene.call(image, "ADD"));
  }

  @Test
  void isTheErrorAloneWithABrokenPlugin() throws Exception {
    Image image = Image.built().copyTo(directory);
    Files.writeString(image.root().resolve("extensions/broken.jar"), "not a jar");
    assertError(scene.call(image, "ADD"));

    ProcessResult unknown = scene.failpoint("cmdAdd", "1*acme.none").call(image, "ADD");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.stdout())
        .startsWith("{")
        .contains("unknown action \\\"acme.none\\\" at 2", "broken.jar could not be loaded");
    assertThat(unknown.stderr()).isEmpty();
  }

  @Test
  void isOneErrorIfTheImageIsDamaged() throws Exception {
    Image image = Image.built().copyTo(directory);
    Files.delete(image.root().resolve("runtime/bin/cni-bridge-fp"));
    ProcessResult finished = scene.call(image, "ADD");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).startsWith("{").contains("\"code\":999").endsWith("}\n");
  }

  @Test
  void isTheErrorAloneThroughSymlinksAndOddPaths() throws Exception {
    Path odd = Files.createDirectory(directory.resolve("a b'c$d"));
    Image image = Image.built().copyTo(odd);
    Path link = Files.createSymbolicLink(odd.resolve("cni-bridge-fp"), image.launcher());
    Path second =
        Files.createSymbolicLink(directory.resolve("second"), Path.of("a b'c$d/cni-bridge-fp"));
    for (Path called : List.of(image.launcher(), link, second)) {
      scene.failpoint("cmdAdd", "1*error{msg='é (x)'}");
      assertError(
          ProcessResult.of(List.of(called.toString()), scene.environment("ADD"), scene.stdin()));
    }
  }

  @Test
  void isTheErrorAloneFromADeletedWorkingDirectory() throws Exception {
    String script = "d=$(mktemp -d); cd $d; rmdir $d; exec " + Image.built().launcher();
    ProcessResult finished =
        ProcessResult.of(List.of("/bin/sh", "-c", script), scene.environment("ADD"), scene.stdin());
    assertThat(finished.stdout()).isEqualTo(ERROR);
    assertThat(finished.status()).isEqualTo(1);
  }

  @Test
  void staysEmptyWhenAThreadDumpIsAskedFor() throws Exception {
    scene.failpoint("cmdAdd", "1*delay(1500)->off");
    String script =
        Image.built().launcher() + " </dev/stdin & pid=$!; sleep 0.7; kill -QUIT $pid; wait $pid";
    ProcessResult finished =
        ProcessResult.of(
            List.of("/bin/bash", "-c", script.replace("</dev/stdin", "<" + stdinFile())),
            scene.environment("ADD"),
            "");
    assertThat(finished.stdout()).isEqualTo(Scene.RESULT);
    assertThat(finished.stderr()).contains("Full thread dump");
  }

  private Path stdinFile() throws IOException {
    return Files.writeString(directory.resolve("stdin.json"), scene.stdin());
  }

  private static void assertError(ProcessResult finished) {
    assertThat(finished.stdout()).isEqualTo(ERROR);
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.status()).isEqualTo(1);
  }
}
