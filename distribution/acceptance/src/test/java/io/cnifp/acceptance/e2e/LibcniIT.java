package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.e2e.Libcni.Attachment;
import io.cnifp.acceptance.e2e.Libcni.Call;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All commands in the order and with exactly the environment and input that libcni gives a plugin
 * for CRI-O: VERSION when the network is loaded, STATUS until it succeeds, GC once at the start,
 * CHECK right after each ADD, DEL.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("libcni's order of calls, as CRI-O makes them")
class LibcniIT {
  private static final String NAME = "cnifp-net";

  private Workspace workspace;
  private HostNamespace host;
  private Path pluginDirectory;
  private Path seen;
  private Leases leases;
  private Attachment attachment;

  @BeforeEach
  void makeANode() throws IOException {
    workspace = Workspace.create();
    host = HostNamespace.create();
    leases = new Leases(workspace.directory("leases"));
    pluginDirectory = PluginImage.install(workspace.root());
    seen = workspace.directory("seen");
    Path current = pluginDirectory.resolve("bridge-1.1");
    Files.writeString(current, currentBridge(seen));
    Files.setPosixFilePermissions(current, PosixFilePermissions.fromString("rwxr-xr-x"));
    attachment = new Attachment("c0ffee", host.addPodNamespace("pod"), "eth0");
  }

  @AfterEach
  void removeIt() throws IOException {
    try (Workspace _ = workspace;
        HostNamespace _ = host) {
      // The host goes first. Either is null if it couldn't be made.
    }
  }

  /**
   * Debian's bridge knows 1.0.0 at most, and so neither STATUS nor GC. This is it with both: it
   * notes each call as it comes, does nothing for these two, and speaks 1.0.0 to the real one.
   */
  private static String currentBridge(Path seen) {
    return """
    #!/bin/sh
    set -eu
    env | grep '^CNI_' | grep -v '^CNI_FP' | LC_ALL=C sort >'%1$s/'"$CNI_COMMAND.env"
    cat >'%1$s/'"$CNI_COMMAND.stdin"
    case $CNI_COMMAND in
      STATUS | GC) exit ;;
    esac
    sed 's/"cniVersion":"1.1.0"/"cniVersion":"1.0.0"/g' '%1$s/'"$CNI_COMMAND.stdin" |
      "$CNI_PATH/bridge" >'%1$s/out' || { cat '%1$s/out'; exit 1; }
    sed 's/"cniVersion": "1.0.0"/"cniVersion": "1.1.0"/' '%1$s/out'
    """
        .formatted(seen);
  }

  private Libcni load(String launcher, String cniVersion, String keys) {
    return new Libcni(
        host,
        pluginDirectory.resolve(launcher).toString(),
        pluginDirectory.toString(),
        cniVersion,
        NAME,
        NetworkConfig.single(
            launcher, "\"bridge\": \"cnifp0\", \"isGateway\": true," + keys, leases.dataDir()));
  }

  private Libcni loadCurrent(String keys) {
    return load("cni-bridge-1.1-fp", "1.1.0", keys);
  }

  @Test
  void worksOnTheRealBridgeWithItsOwnVersion() {
    Libcni libcni = load("cni-bridge-fp", "1.0.0", "");

    assertThat(libcni.version().orFail().execution().stdout())
        .contains("\"supportedVersions\":[", "\"1.0.0\",\"1.1.0\"]");
    libcni.add(attachment).orFail();
    assertConnected();
    assertSilent(libcni.check(attachment));
    assertSilent(libcni.del(attachment));
    assertGone();
  }

  @Test
  void worksWithStatusAndGc() {
    Libcni libcni = loadCurrent("");

    libcni.version().orFail();
    assertSilent(libcni.status());
    assertSilent(libcni.gc(List.of()));
    libcni.add(attachment).orFail();
    assertSilent(libcni.check(attachment));
    assertConnected();
    assertSilent(libcni.gc(List.of(attachment)));
    assertConnected();
    assertSilent(libcni.del(attachment));
    assertGone();
  }

  /** The delegate is the one of the launcher's name, so the input stays as it is. */
  @Test
  void handsOnEveryVariableAndByteAsTheyAre() throws IOException {
    Libcni libcni = loadCurrent("");

    assertHandedOn("STATUS", libcni.status());
    assertHandedOn("GC", libcni.gc(List.of(attachment)));
    assertHandedOn("ADD", libcni.add(attachment));
    assertHandedOn("CHECK", libcni.check(attachment));
    assertHandedOn("DEL", libcni.del(attachment));
  }

  @Test
  void failsEachCommandOnceWhereCrioAnswersByTrying() throws IOException {
    FailpointFile pod = failpoints("pod", Map.of("cmdAdd", once("add"), "cmdCheck", once("check")));
    FailpointFile node =
        failpoints("node", Map.of("cmdStatus", once("status"), "cmdGc", once("gc")));
    FailpointFile load = failpoints("load", Map.of("cmdVersion", once("version")));
    Libcni libcni = loadCurrent("\"failpoint\": {\"confPath\": \"" + node.path() + "\"},");
    libcni.annotate(Map.of("failpoint.cni.containerd.io/confpath", pod.path().toString()));
    libcni.inherit("CNI_FP_CONF", load.path().toString());

    assertRefused(libcni.version(), "version");
    libcni.version().orFail();
    assertRefused(libcni.status(), "status");
    assertSilent(libcni.status());
    assertRefused(libcni.gc(List.of()), "gc");
    assertSilent(libcni.gc(List.of()));

    assertRefused(libcni.add(attachment), "add");
    assertGone();
    assertSilent(libcni.delAfterFailedAdd(attachment));

    libcni.add(attachment).orFail();
    assertRefused(libcni.check(attachment), "check");
    assertSilent(libcni.del(attachment)); // a failed CHECK makes CRI-O give up the pod
    assertGone();

    libcni.add(attachment).orFail();
    assertSilent(libcni.check(attachment));
    assertConnected();
    assertSilent(libcni.del(attachment));
    assertGone();
    assertThat(pod.content() + node.content() + load.content()).doesNotContain("1*");
  }

  @Test
  void failsATeardownAfterWhichTheNextReleasesAll() throws IOException {
    FailpointFile pod =
        failpoints("pod", Map.of("cmdDel", once("before"), "afterDel", once("after")));
    Libcni libcni = loadCurrent("");
    Path policy =
        Files.writeString(
            workspace.root().resolve("policy.json"), "{\"annotationPoints\":\"all\"}");
    libcni.inherit("CNI_FP_POLICY", policy.toString());
    libcni.annotate(Map.of("failpoint.cni.containerd.io/confpath", pod.path().toString()));
    libcni.add(attachment).orFail();

    assertRefused(libcni.del(attachment), "before");
    assertConnected();
    assertRefused(libcni.del(attachment), "after");
    assertGone();
    assertSilent(libcni.del(attachment));
  }

  private FailpointFile failpoints(String name, Map<String, String> points) throws IOException {
    return FailpointFile.create(workspace.root().resolve(name + ".json"), points);
  }

  private static String once(String message) {
    return "1*error(" + message + ")";
  }

  private void assertHandedOn(String command, Call call) throws IOException {
    var _ = call.orFail();
    assertThat(Files.readString(seen.resolve(command + ".stdin"))).isEqualTo(call.stdin());
    assertThat(Files.readAllLines(seen.resolve(command + ".env")))
        .containsExactlyElementsOf(
            call.variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .sorted()
                .toList());
  }

  private static void assertSilent(Call call) {
    ProcessResult execution = call.orFail().execution();
    assertThat(execution.stdout()).isEmpty();
    assertThat(execution.stderr()).isEmpty();
  }

  private static void assertRefused(Call call, String message) {
    assertThat(call.execution().status()).isEqualTo(1);
    assertThat(call.execution().stdout()).contains("\"code\": 999", "\"msg\": \"" + message + "\"");
  }

  private void assertConnected() {
    assertThat(host.interfaces(attachment.netns())).containsExactlyInAnyOrder("lo", "eth0");
    assertThat(leases.addresses()).hasSize(1);
  }

  private void assertGone() {
    assertThat(host.interfaces(attachment.netns())).containsExactly("lo");
    assertThat(leases.addresses()).isEmpty();
  }
}
