package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * podman with its CNI backend: it has no annotations to pass on, so the network names the failpoint
 * file; it executes plugins by code of its own, and asks each for its versions when it loads a
 * network.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("a failpoint in podman")
class PodmanIT {
  private Workspace workspace;
  private Cgroup cgroup;
  private HostNamespace host;
  private Leases leases;
  private Path failpoints;
  private Podman podman;

  @BeforeEach
  void makeAHostWithPodman() throws IOException {
    workspace = Workspace.create();
    cgroup = new Cgroup(workspace.root().getFileName().toString());
    host = HostNamespace.create();
    leases = new Leases(workspace.directory("leases"));
    failpoints = workspace.root().resolve("failpoints.json");
    Path confDir = workspace.directory("net.d");
    Files.writeString(
        confDir.resolve("10-cnifp.conflist"),
        """
        {
          "cniVersion": "0.4.0",
          "name": "%s",
          "plugins": [
            %s,
            {"type": "portmap", "capabilities": {"portMappings": true}}
          ]
        }
        """
            .formatted(
                Podman.NETWORK,
                NetworkConfig.single(
                    "cni-bridge-fp",
                    """
                    "bridge": "cnifp0", "isGateway": true, "failpoint": {"confPath": "%s"},
                    """
                        .formatted(failpoints),
                    leases.dataDir())));
    podman =
        Podman.create(
            host,
            cgroup,
            workspace.directory("podman"),
            PluginImage.install(workspace.root()),
            confDir);
  }

  @AfterEach
  void removeThem() throws IOException {
    try (Workspace _ = workspace;
        Cgroup _ = cgroup;
        HostNamespace _ = host) {
      // The host goes first. Each is null if it couldn't be made.
    }
  }

  @Test
  void failsTheFirstRunAndLetsTheSecondMakeAWorkingNetwork() throws IOException {
    FailpointFile file = FailpointFile.create(failpoints, Map.of("cmdAdd", "1*error(not yet)"));

    ProcessResult failed = podman.start("first");
    assertThat(failed.status()).isNotZero();
    assertThat(failed.stderr()).contains("failed (add): cni plugin cni-bridge-fp failed: not yet");
    assertThat(leases.addresses()).isEmpty();
    assertThat(file.content()).contains("0*error(not yet)");

    podman.start("second").orFail();
    String address = podman.address("second");
    assertThat(leases.addresses()).containsExactly(address);
    assertThat(podman.in("second", "ip", "-o", "addr", "show", "eth0").orFail().stdout())
        .contains("inet " + address + "/16");
    podman.in("second", "ping", "-c", "1", "-W", "5", NetworkConfig.GATEWAY).orFail();

    podman.run("rm", "--force", "--time", "0", "second").orFail();
    assertThat(leases.addresses()).isEmpty();
  }

  @Test
  void failsATeardownAfterWhichPodmanForgetsTheAddress() throws IOException {
    FailpointFile file = FailpointFile.create(failpoints, Map.of("cmdDel", "1*error(not now)"));
    podman.start("only").orFail();
    String address = podman.address("only");

    podman.run("rm", "--force", "--time", "0", "only").orFail();
    assertThat(file.content()).contains("0*error(not now)");
    assertThat(leases.addresses()).containsExactly(address);
  }

  @Test
  void dropsANetworkWhosePluginFailsVersion() throws IOException {
    // A plugin gets nothing with VERSION but its environment.
    Path versions = workspace.root().resolve("versions.json");
    var _ = FailpointFile.create(versions, Map.of("cmdVersion", "1*error(no version)"));
    Map<String, String> environment = Map.of("CNI_FP_CONF", versions.toString());

    ProcessResult list = podman.run(environment, "network", "ls");
    assertThat(list.orFail().stdout()).doesNotContain(Podman.NETWORK);
    assertThat(list.stderr()).contains("cni plugin cni-bridge-fp failed: no version");
    assertThat(podman.run(environment, "network", "ls").orFail().stdout()).contains(Podman.NETWORK);
  }
}
