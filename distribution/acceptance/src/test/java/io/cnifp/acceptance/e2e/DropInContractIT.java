package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What containerd's own tests rely on: one test for each sentence of the contract of a drop-in.
 * There is no policy, and nothing is installed but a link to the launcher.
 */
@DisplayName("a drop-in for containerd's cni-bridge-fp")
class DropInContractIT {
  @TempDir private Path directory;
  private Path launcher;
  private Path file;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void aLinkAndADelegate() throws IOException {
    assumeTrue(
        Files.notExists(Path.of("/etc/cni-fp/policy.json"), LinkOption.NOFOLLOW_LINKS),
        "this machine has a policy of its own");
    Path bin = Files.createDirectory(directory.resolve("bin"));
    launcher = Files.createSymbolicLink(bin.resolve("cni-bridge-fp"), Image.built().launcher());
    file = directory.resolve("f.json");
    Path delegate =
        Files.writeString(
            bin.resolve("bridge"),
            "#!/bin/sh\ncat >"
                + directory
                + "/stdin\n[ $CNI_COMMAND != ADD ] || echo '{\"cniVersion\":\"1.0.0\"}'\n");
    Files.setPosixFilePermissions(delegate, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("CNI_CONTAINERID", "sandbox");
    environment.put("CNI_NETNS", "/var/run/netns/none");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_ARGS", "K8S_POD_NAME=pod;K8S_POD_NAMESPACE=ns");
    environment.put("CNI_PATH", bin.toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
  }

  private ProcessResult.Running start(String command, String... wrapper) {
    String[] line = new String[wrapper.length + 1];
    System.arraycopy(wrapper, 0, line, 0, wrapper.length);
    line[wrapper.length] = launcher.toString();
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("CNI_COMMAND", command);
    return ProcessResult.Running.start(builder, netconf());
  }

  private String netconf() {
    return "{\"cniVersion\":\"1.0.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\","
        + "\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
        + "{\"failpoint.cni.containerd.io/confpath\":\""
        + file
        + "\"}}}";
  }

  private void points(String json) throws IOException {
    Files.writeString(file, json);
  }

  /** Waits until a count of the file has been used. */
  private void awaitCounted(String before) {
    Eventually.holds("the failpoint has fired", () -> !Files.readString(file).equals(before));
  }

  @Test
  void isTheProcessThatWaitsUnderItsOwnNameWithTheVariablesOfTheCall() throws Exception {
    points("{\"cmdAdd\":\"1*delay(60000)\"}");
    ProcessResult.Running call = start("ADD");
    try {
      awaitCounted("{\"cmdAdd\":\"1*delay(60000)\"}");
      Path process = Path.of("/proc", "" + call.process().pid());
      assertThat(Files.readSymbolicLink(process.resolve("exe")).toString())
          .endsWith("cni-bridge-fp");
      String variables = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      environment.forEach(
          (name, value) -> assertThat("\0" + variables).contains("\0" + name + "=" + value + "\0"));
      assertThat("\0" + variables).contains("\0CNI_COMMAND=ADD\0");
    } finally {
      call.discard();
    }
  }

  @Test
  void survivesTheDeathOfItsParent() throws Exception {
    points("{\"cmdAdd\":\"1*delay(1500)->1*error(next)\"}");
    Path reply = directory.resolve("reply");
    ProcessResult.Running parent =
        start("ADD", "sh", "-c", "exec 3<&0; \"$0\" <&3 >" + reply + " & wait");
    awaitCounted("{\"cmdAdd\":\"1*delay(1500)->1*error(next)\"}");
    ProcessHandle call = parent.process().children().findFirst().orElseThrow();
    parent.process().destroyForcibly().waitFor();
    assertThat(call.isAlive()).isTrue();
    call.onExit().get(30, TimeUnit.SECONDS);
    parent.discard();
    assertThat(reply).content().contains("\"cniVersion\"");
  }

  @Test
  void runsADelOfTheContainerWhileItsAddWaits() throws Exception {
    points("{\"cmdAdd\":\"1*delay(60000)\",\"cmdDel\":\"1*error(busy)\"}");
    ProcessResult.Running add = start("ADD");
    try {
      awaitCounted("{\"cmdAdd\":\"1*delay(60000)\",\"cmdDel\":\"1*error(busy)\"}");
      ProcessResult del = start("DEL").await(Duration.ofSeconds(20));
      assertThat(del.message()).isEqualTo("busy");
      assertThat(start("DEL").await(Duration.ofSeconds(20)).isSuccess()).isTrue();
      assertThat(file).content().contains("0*error(busy)");
      assertThat(add.process().isAlive()).isTrue();
    } finally {
      add.discard();
    }
  }

  @Test
  void needsTheFileNoMoreOnceItWaits() throws Exception {
    points("{\"cmdAdd\":\"1*delay(500)\"}");
    ProcessResult.Running add = start("ADD");
    awaitCounted("{\"cmdAdd\":\"1*delay(500)\"}");
    Files.delete(file);
    assertThat(add.await().isSuccess()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ADD, cmdAdd", "DEL, cmdDel", "CHECK, cmdCheck"})
  void failsWithCode999AndTheMessageOfTheError(String command, String point) throws Exception {
    points("{\"" + point + "\":\"1*error(try-again)\"}");
    ProcessResult ended = start(command).await();
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.code()).isEqualTo(999);
    assertThat(ended.message()).isEqualTo("try-again");
    assertThat(start(command).await().isSuccess()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ADD, cmdAdd", "DEL, cmdDel", "CHECK, cmdCheck"})
  void panicsWithStatus2AndTheMessageOnStandardErrorAlone(String command, String point)
      throws Exception {
    points("{\"" + point + "\":\"1*panic(again)\"}");
    ProcessResult ended = start(command).await();
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines().findFirst()).contains("panic: again");
    assertThat(start(command).await().isSuccess()).isTrue();
  }

  /** The counts and their file's form are those of the reference. */
  @Test
  void countsAndKeepsTheFileAsTheReferenceReadsIt() throws Exception {
    points("{\"cmdAdd\":\"1*error(a)->2*off->1*panic(b)\",\"other\":[1,2]}");
    StringBuilder statuses = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      statuses.append(start("ADD").await().status());
    }
    assertThat(statuses).hasToString("10020");
    assertThat(file).hasContent("{\"cmdAdd\":\"0*error(a)->0*off->0*panic(b)\",\"other\":[1,2]}");
  }

  @Test
  void handsTheDelegateStandardInputByteForByte() throws Exception {
    points("{\"cmdAdd\":\"off\"}");
    assertThat(start("ADD").await().isSuccess()).isTrue();
    assertThat(directory.resolve("stdin")).hasContent(netconf());
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "error(x)", "panic(x)", "delay(1)", "sleep(1)"})
  void needsNoConfigurationForTheActionsOfTheReference(String action) throws Exception {
    for (String[] point :
        new String[][] {{"ADD", "cmdAdd"}, {"DEL", "cmdDel"}, {"CHECK", "cmdCheck"}}) {
      points("{\"" + point[1] + "\":\"1*" + action + "\"}");
      ProcessResult ended = start(point[0]).await();
      assertThat(file).content().contains("0*" + action);
      assertThat(ended.status())
          .isEqualTo(action.startsWith("error") ? 1 : action.startsWith("panic") ? 2 : 0);
    }
  }
}
