package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.RootOnLinux;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replies that don't arrive, or arrive broken: what containerd makes of them, and that nothing
 * leaks.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("a broken reply in containerd")
class BrokenReplyIT {
  @RegisterExtension static final Node node = Node.shared();

  @BeforeAll
  static void allowThatToAnnotations() {
    node.policy("{\"annotationActions\":\"all\",\"annotationPoints\":\"all\"}");
  }

  @AfterAll
  static void removeThePolicy() {
    node.policy("");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          afterAdd | 1*error(reply lost) | plugin type="cni-bridge-fp" failed (add): reply lost
          cmdAdd   | 1*truncate(10)      | failed to unmarshal raw result: unexpected end of JSON input
          cmdAdd   | 1*append(x)         | failed to unmarshal raw result: invalid character 'x' after top-level value
          cmdAdd   | 1*return({})        | failed to find network info for sandbox
          cmdAdd   | 1*exit(0)           | failed to unmarshal raw result: unexpected end of JSON input
          cmdAdd   | 1*kill(KILL)        | netplugin failed with no error message: signal: killed
          """,
      quoteCharacter = '`')
  void failsTheSandboxAndLeavesNothing(String point, String failpoint, String error)
      throws IOException {
    FailpointFile file = node.failpoint("broken", Map.of(point, failpoint));
    Pod pod = Pod.failing("broken", file);

    assertThatThrownBy(() -> node.run(pod))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining(error);

    assertThat(file.content()).contains("0*");
    assertThat(node.leases().addresses()).isEmpty();
    assertThat(node.cri().network(node.run(pod)).address()).startsWith("10.87.");
  }

  @Test
  void aLostReplyLeavesAnInterfaceThatTheNextTeardownTakesAway() throws IOException {
    Map<String, String> points =
        Map.of("afterAdd", "1*error(reply lost)", "cmdDel", "1*error(not now)");
    Pod pod = Pod.failing("lost", node.failpoint("lost", points));

    assertThatThrownBy(() -> node.run(pod)).hasMessageEndingWith("reply lost");

    // containerd's own attempt to clean up has failed, so what ADD made is still to be seen.
    assertThat(node.leases().addresses()).hasSize(1);
    assertThat(node.host().interfaces(HostNamespace.NETWORK)).anyMatch(BrokenReplyIT::isPods);
    List<CriClient.Sandbox> sandboxes = node.sandboxesOf("lost");
    assertThat(sandboxes).hasSize(1).noneMatch(CriClient.Sandbox::ready);

    node.cri().stop(sandboxes.getFirst().id());
    assertThat(node.leases().addresses()).isEmpty();
    assertThat(node.host().interfaces(HostNamespace.NETWORK)).noneMatch(BrokenReplyIT::isPods);
  }

  /** The bridge plugin names the host's end of a pod's link like this. */
  private static boolean isPods(String interfaceName) {
    return interfaceName.startsWith("veth");
  }
}
