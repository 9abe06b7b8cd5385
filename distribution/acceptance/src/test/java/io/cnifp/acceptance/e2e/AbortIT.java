package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Eventually;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code abort} with the real bridge: what is left is what a runtime's kill leaves, and DEL removes
 * it.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("an aborted ADD of the bridge")
class AbortIT {
  private Workspace workspace;
  private HostNamespace host;
  private Leases leases;
  private Path pluginDirectory;
  private Path journal;
  private String podNamespace;

  @BeforeEach
  void makeHostAndPod() throws IOException {
    host = HostNamespace.create();
    workspace = Workspace.create();
    leases = new Leases(workspace.directory("leases"));
    pluginDirectory = PluginImage.install(workspace.root());
    journal = workspace.root().resolve("journal");
    podNamespace = host.addPodNamespace("pod");
  }

  @AfterEach
  void removeThem() throws IOException {
    try (Workspace _ = workspace;
        HostNamespace _ = host) {
      // The host goes first. Either is null if it couldn't be made.
    }
  }

  /** At whatever instant: the reply and the journal agree, and DEL removes what is there. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "2ms", "10ms", "25ms", "60ms", "1h"})
  void isDoneOrDeadAndItsDelLeavesNothing(String after) throws IOException {
    ProcessResult add = call("ADD", "abort(" + after + ")");
    String outcome = outcome();
    assertThat(outcome)
        .isIn(
            switch (after) {
              case "0" -> List.of("aborted");
              case "1h" -> List.of("done before");
              default -> List.of("aborted", "done before");
            });
    if (outcome.equals("aborted")) {
      assertThat(add.status()).isEqualTo(128 + 9);
      assertThat(add.stdout()).isEmpty();
    } else {
      add.orFail();
      assertThat(host.interfaces(podNamespace)).contains("eth0");
      assertThat(leases.addresses()).hasSize(1);
    }
    // What the bridge had started, host-local and iptables, ends by itself.
    Eventually.holds("the orphans end", this::hasNoOrphan);
    call("DEL", "").orFail();
    assertGone();
  }

  /** The bridge has made the interface and waits for its address; its IPAM plugin lives on. */
  @Test
  void leavesTheInterfaceAndWhatTheBridgeHasStarted() throws IOException {
    Path go = workspace.root().resolve("go");
    Path waits = workspace.root().resolve("waits");
    Path real = Files.readSymbolicLink(pluginDirectory.resolve("host-local"));
    Files.delete(pluginDirectory.resolve("host-local"));
    script(
        pluginDirectory.resolve("host-local"),
        "[ $CNI_COMMAND != ADD ] || { echo >"
            + waits
            + "; while [ ! -e "
            + go
            + " ]; do sleep 0.02; done; }; exec "
            + real);

    ProcessResult add = call("ADD", "abort{after=500ms, signal=TERM}");

    assertThat(add.status()).isEqualTo(128 + 15);
    assertThat(outcome()).isEqualTo("aborted");
    assertThat(waits).exists();
    assertThat(host.interfaces(podNamespace)).contains("eth0");
    assertThat(leases.addresses()).isEmpty();
    Files.writeString(go, "");
    Eventually.holds("the orphan allocates the address", () -> leases.addresses().size() == 1);
    Eventually.holds("the orphan ends", this::hasNoOrphan);
    call("DEL", "").orFail();
    assertGone();
  }

  /** The first process of the namespace does not reap, so what has ended stays a zombie. */
  private boolean hasNoOrphan() {
    return host.processes().stream().filter(AbortIT::runs).count() == 1;
  }

  private static boolean runs(ProcessHandle process) {
    try {
      return !Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessResult call(String command, String failpoint) throws IOException {
    Path file = workspace.root().resolve("failpoints.json");
    Files.writeString(file, "{\"cmdAdd\": \"" + failpoint + "\"}");
    return host.run(
        Map.of(
            "CNI_COMMAND",
            command,
            "CNI_CONTAINERID",
            "e2e",
            "CNI_NETNS",
            podNamespace,
            "CNI_IFNAME",
            "eth0",
            "CNI_PATH",
            pluginDirectory.toString(),
            "CNI_FP_CONF",
            file.toString(),
            "CNI_FP_JOURNAL",
            journal.toString()),
        // No ipMasq: the DEL of bridge itself fails if a kill came before its chain was made.
        NetworkConfig.single(
            "cni-bridge-fp",
            "\"bridge\": \"" + NetworkConfig.BRIDGE + "\", \"isGateway\": true,",
            leases.dataDir()),
        pluginDirectory.resolve("cni-bridge-fp").toString());
  }

  private String outcome() throws IOException {
    List<String> lines = Files.readAllLines(journal);
    return lines.getLast().replaceFirst(".*\"outcome\":\"([^\"]*)\".*", "$1");
  }

  private void assertGone() {
    assertThat(host.interfaces(podNamespace)).containsExactly("lo");
    assertThat(leases.addresses()).isEmpty();
    assertThat(host.interfaces(HostNamespace.NETWORK)).noneMatch(name -> name.startsWith("veth"));
  }
}
