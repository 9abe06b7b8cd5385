package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.RootOnLinux;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A chain in containerd: bridge, then our plugin with the delegate {@code none}, then portmap. What
 * becomes of the address that bridge has handed out when the middle fails? libcni calls DEL from
 * the last plugin to the first and stops at one that fails. After a failed ADD it calls none at all
 * and leaves that to containerd, which keeps the sandbox if it fails too.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("a failpoint in the middle of a chain")
class ChainIT {
  @RegisterExtension static final Node node = Node.with(NetworkConfig::writeChain);

  @Test
  void handsTheAddressOfTheFirstPluginOnIfItDoesntFire() throws IOException {
    String id = node.run(Pod.plain("plain"));
    assertThat(node.leases().addresses()).containsExactly(node.cri().network(id).address());
    node.cri().stop(id);
    assertThat(node.leases().addresses()).isEmpty();
  }

  @Test
  void failsAddAndTheRuntimesDelReleasesTheAddress() throws IOException {
    FailpointFile file = node.failpoint("add", Map.of("cmdAdd", "1*error(no)", "cmdDel", "2*off"));
    Pod pod = Pod.failing("add", file);

    assertThatThrownBy(() -> node.run(pod))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageEndingWith("plugin type=\"cni-bridge-fp\" failed (add): no");

    assertThat(file.content()).contains("1*off");
    assertThat(node.leases().addresses()).isEmpty();
    assertThat(node.cri().network(node.run(pod)).address()).startsWith("10.87.");
  }

  @Test
  void failsAddAndThenDelAndTheAddressStaysWithASandboxThatIsKept() throws IOException {
    FailpointFile file =
        node.failpoint("both", Map.of("cmdAdd", "1*error(no)", "cmdDel", "1*error(not now)"));

    assertThatThrownBy(() -> node.run(Pod.failing("both", file))).hasMessageEndingWith("no");

    assertThat(file.content()).contains("0*error(not now)");
    assertThat(node.leases().addresses()).hasSize(1);
    List<CriClient.Sandbox> sandboxes = node.sandboxesOf("both");
    assertThat(sandboxes).hasSize(1).noneMatch(CriClient.Sandbox::ready);

    node.cri().stop(sandboxes.getFirst().id());
    assertThat(node.leases().addresses()).isEmpty();
  }

  @Test
  void failsDelAndTheAddressStaysUntilTheNextDelGetsThrough() throws IOException {
    FailpointFile file = node.failpoint("del", Map.of("cmdDel", "1*error(please retry)"));
    String id = node.run(Pod.failing("del", file));
    String address = node.cri().network(id).address();

    assertThatThrownBy(() -> node.cri().stop(id))
        .hasMessageContaining("plugin type=\"cni-bridge-fp\" failed (delete): please retry");
    assertThat(node.leases().addresses()).containsExactly(address);

    node.cri().stop(id);
    assertThat(node.leases().addresses()).isEmpty();
  }

  @Test
  void failsDelInWordsThatContainerdTakesForSuccessAndTheAddressStaysUntilThePodIsRemoved()
      throws IOException {
    FailpointFile file = node.failpoint("gone", Map.of("cmdDel", "1*error(device not found)"));
    String id = node.run(Pod.failing("gone", file));
    String address = node.cri().network(id).address();

    node.cri().stop(id);
    assertThat(file.content()).contains("0*error(device not found)");
    assertThat(node.leases().addresses()).containsExactly(address);

    // Removing stops once more, so DEL comes a second time.
    node.cri().remove(id);
    assertThat(node.leases().addresses()).isEmpty();
  }
}
