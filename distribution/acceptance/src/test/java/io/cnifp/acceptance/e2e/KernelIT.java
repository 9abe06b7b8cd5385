package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each delegate with a real kernel, chosen by the executable's name and by the key {@code
 * failpoint.delegate}: interfaces and addresses that come and go.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("the kernel's view")
@ParameterizedClass(name = "{0}, {1}")
@CsvSource(
    delimiter = '|',
    quoteCharacter = '`',
    textBlock =
        """
        cni-bridge-fp  | "bridge": "cnifp0", "isGateway": true,
        cni-ptp-fp     | "ipMasq": false,
        cni-macvlan-fp | "master": "uplink", "mode": "bridge",
        cni-bridge-fp  | "failpoint": {"delegate": "ptp"}, "ipMasq": false,
        cni-bridge-fp  | "failpoint": {"delegate": "macvlan"}, "master": "uplink", "mode": "bridge",
        cni-bridge-fp  | "failpoint": {"delegate": {"type": "macvlan", "mode": "bridge"}}, "master": "uplink", "mode": "?",
        cni-ptp-fp     | "failpoint": {"delegate": "bridge"}, "bridge": "cnifp0", "isGateway": true,
        """)
class KernelIT {
  private static final String INTERFACE = "eth0";
  private static final String LOOPBACK = "lo";

  @Parameter(0)
  String executable;

  @Parameter(1)
  String keys;

  private Workspace workspace;
  private HostNamespace host;
  private Leases leases;
  private Path pluginDirectory;
  private String podNamespace;
  private List<String> hostInterfaces;

  @BeforeEach
  void makeHostAndPod() throws IOException {
    host = HostNamespace.create();
    workspace = Workspace.create();
    leases = new Leases(workspace.directory("leases"));
    pluginDirectory = PluginImage.install(workspace.root());
    podNamespace = host.addPodNamespace("pod");
    host.run("ip", "link", "add", "uplink", "up", "type", "veth", "peer", "name", "wire").orFail();
    host.run("ip", "link", "set", "wire", "up").orFail();
    hostInterfaces = hostInterfaces();
  }

  @AfterEach
  void removeThem() throws IOException {
    try (Workspace _ = workspace;
        HostNamespace _ = host) {
      // The host goes first. Either is null if it couldn't be made.
    }
  }

  @Test
  void anInterfaceComesIsCheckedAndGoes() throws IOException {
    ProcessResult add = call("ADD", configuration()).orFail();
    assertConnected();

    call("CHECK", withPrevResult(add)).orFail();

    call("DEL", withPrevResult(add)).orFail();
    assertGone();
  }

  @Test
  void aFailpointFailsEachCallOnceAndTheKernelSeesOnlyTheSecond() throws IOException {
    String once = "1*error(no)";
    FailpointFile file =
        FailpointFile.create(
            workspace.root().resolve("failpoints.json"),
            Map.of("cmdAdd", once, "cmdCheck", once, "cmdDel", once));

    assertRefused(call("ADD", with(file, configuration())));
    assertGone();
    ProcessResult add = call("ADD", with(file, configuration())).orFail();
    assertConnected();

    String again = with(file, withPrevResult(add));
    assertRefused(call("CHECK", again));
    call("CHECK", again).orFail();

    assertRefused(call("DEL", again));
    assertConnected();
    call("DEL", again).orFail();
    assertGone();
  }

  private ProcessResult call(String command, String configuration) {
    return host.run(
        Map.of(
            "CNI_COMMAND", command,
            "CNI_CONTAINERID", "e2e",
            "CNI_NETNS", podNamespace,
            "CNI_IFNAME", INTERFACE,
            "CNI_PATH", pluginDirectory.toString()),
        configuration,
        pluginDirectory.resolve(executable).toString());
  }

  private String configuration() {
    return NetworkConfig.single(executable, keys, leases.dataDir());
  }

  private String withPrevResult(ProcessResult add) {
    return configuration().replaceFirst("\\{", "{\"prevResult\": " + add.stdout().strip() + ", ");
  }

  private static String with(FailpointFile file, String configuration) {
    String annotations =
        """
        {"io.kubernetes.cri.pod-annotations": {"failpoint.cni.containerd.io/confpath": "%s"}}\
        """
            .formatted(file.path());
    return configuration.replaceFirst("\\{", "{\"runtimeConfig\": " + annotations + ", ");
  }

  private void assertConnected() {
    assertThat(host.interfaces(podNamespace)).containsExactlyInAnyOrder(LOOPBACK, INTERFACE);
    assertThat(leases.addresses()).hasSize(1);
    String shown =
        host.run("nsenter", "--net=" + podNamespace, "ip", "-oneline", "addr", "show", INTERFACE)
            .orFail()
            .stdout();
    assertThat(shown).contains(" inet " + leases.addresses().getFirst() + "/16 ");
  }

  private void assertGone() {
    assertThat(host.interfaces(podNamespace)).containsExactly(LOOPBACK);
    assertThat(leases.addresses()).isEmpty();
    // The bridge itself stays: other pods may be on it.
    assertThat(hostInterfaces())
        .filteredOn(name -> !name.equals(NetworkConfig.BRIDGE))
        .isEqualTo(hostInterfaces);
  }

  private static void assertRefused(ProcessResult call) {
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.stdout()).contains("\"code\"", "999", "\"no\"");
  }

  private List<String> hostInterfaces() {
    return host.interfaces(HostNamespace.NETWORK);
  }
}
