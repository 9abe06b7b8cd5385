package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call is handed on to, and what the delegate is given. */
@DisplayName("the delegate")
class DelegatesIT {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void scene() throws IOException {
    scene = new Scene(directory).file("{}");
    for (String name : List.of("bridge", "ptp", "macvlan", "ipvlan", "calico", "None", "x.y-z_1")) {
      noting(name);
    }
  }

  /** Makes an executable that notes its input and answers with its name. */
  private void noting(String name) throws IOException {
    script(
        directory.resolve("bin").resolve(name),
        "cat >"
            + directory
            + "/stdin\n"
            + "[ $CNI_COMMAND != ADD ] || printf '{\"cniVersion\":\"1.1.0\",\"dns\":{\"domain\":\""
            + name
            + "\"}}'");
  }

  @Nested
  @DisplayName("named by failpoint.delegate")
  class NamedByTheKey {

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "ptp", "macvlan", "ipvlan", "calico", "None", "x.y-z_1"})
    void isTheExecutableOfThatName(String name) throws Exception {
      scene.delegatedTo("\"" + name + "\"");
      assertThat(add().stdout()).isEqualTo(answerOf(name));
    }

    @Test
    void getsTheConfigurationWithItsTypeAndWithoutOurKey() throws Exception {
      scene.delegatedTo("\"ptp\"").member("x", "[1.50,\t\"\\u00e9\" ]");
      add();
      assertThat(received())
          .isEqualTo(
              "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"ptp\",\"x\":[1.50,\"\\u00e9\"]}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ""            | a delegate's name cannot be empty
            7             | a delegate's name or an object was expected
            true          | a delegate's name or an object was expected
            ["ptp"]       | a delegate's name or an object was expected
            {}            | it has no type
            {"type": 7}   | its type must be a delegate's name
            {"type": ""}  | a delegate's name cannot be empty
            """)
    void mustBeANameOrAnObjectWithAType(String value, String reason) throws Exception {
      scene.delegatedTo(value);
      ProcessResult finished = add();
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stdout())
          .contains(
              "\"code\": 7", "the configuration's key failpoint.delegate is wrong: " + reason);
      assertThat(directory.resolve("stdin")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../bin/bridge", "/bin/sh", "a/b", ".", ".."})
    void isNeverAPath(String name) throws Exception {
      scene.delegatedTo("\"" + name + "\"");
      assertThat(add().stdout()).contains("\"code\": 999", "invalid plugin name: " + name);
    }

    @Test
    void mustBeThere() throws Exception {
      scene.delegatedTo("\"missing\"");
      assertThat(add().stdout())
          .contains("failed to find plugin \\\"missing\\\" in path [" + directory + "/bin]")
          .doesNotContain("details");
    }

    @Test
    void isNullAsIfItWereNotThere() throws Exception {
      scene.delegatedTo("null");
      assertThat(add().stdout()).isEqualTo(answerOf("bridge"));
    }
  }

  @Nested
  @DisplayName("given as an object")
  class GivenAsAnObject {

    @Test
    void getsItMergedOverTheConfigurationWithTypeSetAndOurOwnKeysRemoved() throws Exception {
      scene
          .member("mtu", "1500")
          .member("isGateway", "true")
          .member("ipam", "{\"type\":\"a\",\"ranges\":[]}")
          .member("runtimeConfig", "{\"portMappings\":[]}")
          .delegatedTo("{\"type\":\"ptp\",\"mtu\":1400,\"ipam\":{\"type\":\"b\"},\"new\":1}");
      assertThat(add().stdout()).isEqualTo(answerOf("ptp"));
      assertThat(received())
          .isEqualTo(
              """
              {"cniVersion":"1.1.0","name":"net","type":"ptp","mtu":1400,"isGateway":true,\
              "ipam":{"type":"b"},"runtimeConfig":{"portMappings":[]},"new":1}\
              """);
    }

    @Test
    void getsTheSameOnDel() throws Exception {
      scene.member("mtu", "1500").delegatedTo("{\"type\":\"ptp\",\"mtu\":1400}");
      assertThat(scene.call(Image.built(), "DEL").status()).isZero();
      assertThat(received())
          .isEqualTo("{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"ptp\",\"mtu\":1400}");
    }
  }

  @Nested
  @DisplayName("without the key")
  class WithoutTheKey {

    @ParameterizedTest
    @CsvSource({"cni-bridge-fp,bridge", "cni-ptp-fp,ptp", "cni-macvlan-fp,macvlan"})
    void isTheOneOfTheExecutablesNameAndGetsTheConfigurationByteForByte(String name, String chosen)
        throws Exception {
      scene.member("odd", "{ \"b\" : 1e3,\"a\":\"\\u003c<\"  ,\n\"a\":null}");
      assertThat(called(Image.built().launcher(name)).stdout()).isEqualTo(answerOf(chosen));
      assertThat(received()).isEqualTo(scene.stdin());
    }

    @ParameterizedTest
    @CsvSource({
      "cni-ipvlan-fp,ipvlan",
      "cni-x.y-z_1-fp,x.y-z_1",
      "anything,bridge",
      "cni--fp,bridge"
    })
    void isTheOneOfALinksName(String name, String chosen) throws Exception {
      Path link = Files.createSymbolicLink(directory.resolve(name), Image.built().launcher());
      try {
        assertThat(called(link).stdout()).isEqualTo(answerOf(chosen));
      } finally {
        Files.delete(link);
      }
    }

    /** flannel, meshnet and canal have a key of this name. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"hairpinMode\":true,\"isDefaultGateway\":true}",
          "{\"type\":\"macvlan\",\"mtu\":1}",
          "\"macvlan\"",
          "[\"macvlan\"]",
          "7",
          "\"\""
        })
    void isNotWhatAPluginsOwnKeyDelegateSays(String value) throws Exception {
      scene.member("delegate", value);
      assertThat(called(Image.built().launcher("cni-ptp-fp")).stdout()).isEqualTo(answerOf("ptp"));
      assertThat(received()).isEqualTo(scene.stdin());
    }

    @Test
    void isTheOneThatTheInstallerWasGiven() throws Exception {
      Path bin = install("--delegate", "ipvlan", "--delegate", "calico");
      assertThat(called(bin.resolve("cni-ipvlan-fp")).stdout()).isEqualTo(answerOf("ipvlan"));
      assertThat(called(bin.resolve("cni-calico-fp")).stdout()).isEqualTo(answerOf("calico"));
      assertThat(called(bin.resolve("cni-ptp-fp")).stdout()).isEqualTo(answerOf("ptp"));
    }

    @Test
    void yieldsToTheKey() throws Exception {
      scene.delegatedTo("\"macvlan\"");
      assertThat(called(Image.built().launcher("cni-ptp-fp")).stdout())
          .isEqualTo(answerOf("macvlan"));
    }
  }

  @Nested
  @DisplayName("none")
  class None {

    @BeforeEach
    void none() {
      scene.delegatedTo("\"none\"");
    }

    @Test
    void handsOnPrevResultAsItIs() throws Exception {
      String previous = "{\"ips\":[],\"cniVersion\":\"1.1.0\",\"x\":1.50}";
      scene.member("prevResult", previous);
      assertThat(add().stdout()).isEqualTo(previous);
    }

    @Test
    void isAClearErrorOnAddWithoutPrevResult() throws Exception {
      ProcessResult finished = add();
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stdout())
          .contains(
              "\"code\": 7",
              "the delegate \\\"none\\\" passes on prevResult, but the configuration has none: put"
                  + " the plugin after another one in the chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "CHECK", "GC", "STATUS"})
    void succeedsSilentlyInEverythingElse(String command) throws Exception {
      ProcessResult finished = scene.call(Image.built(), command);
      assertThat(finished.status()).isZero();
      assertThat(finished.stdout()).isEmpty();
    }
  }

  @Nested
  @DisplayName("fixed")
  class Fixed {

    @Test
    void answersTheResultInTheConfiguration() throws Exception {
      scene.delegatedTo("{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\",\"ips\":[]}}");
      assertThat(add().stdout()).isEqualTo("{\"cniVersion\":\"1.1.0\",\"ips\":[]}");
      assertThat(scene.call(Image.built(), "DEL").stdout()).isEmpty();
    }

    @Test
    void isGivenACniVersionIfItsResultHasNone() throws Exception {
      scene.delegatedTo("\"fixed\"").member("result", "{}");
      assertThat(add().stdout()).isEqualTo("{\n    \"cniVersion\": \"1.1.0\"\n}\n");
    }

    @Test
    void isAClearErrorWithoutAResult() throws Exception {
      scene.delegatedTo("\"fixed\"");
      assertThat(add().stdout()).contains("\"code\": 7", "the delegate \\\"fixed\\\" returns");
    }
  }

  private Path install(String... more) throws Exception {
    Path bin = directory.resolve("installed");
    List<String> command =
        new ArrayList<>(
            List.of(
                Image.built().root().resolve("bin/install").toString(),
                "--cni-bin-dir",
                bin.toString(),
                "--prefix",
                directory.resolve("opt").toString()));
    command.addAll(List.of(more));
    ProcessResult installed =
        ProcessResult.of(command, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "");
    assertThat(installed.status()).as(installed.stderr()).isZero();
    return bin;
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String answerOf(String name) {
    return "{\"cniVersion\":\"1.1.0\",\"dns\":{\"domain\":\"" + name + "\"}}";
  }

  private String received() throws IOException {
    return Files.readString(directory.resolve("stdin"));
  }

  private ProcessResult add() throws Exception {
    return scene.call(Image.built(), "ADD");
  }

  private ProcessResult called(Path launcher) throws Exception {
    return ProcessResult.of(List.of(launcher.toString()), scene.environment("ADD"), scene.stdin());
  }
}
