package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.RootOnLinux;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** containerd's {@code TestRunPodSandboxAndTeardownCNISlow}. */
@ExtendWith(RootOnLinux.class)
@DisplayName("an ADD that waits for a day")
class SlowAddIT {
  private static final String EXECUTABLE = "cni-bridge-fp";
  private static final String POD = "slow";

  @RegisterExtension static final Node node = Node.shared();

  @Test
  void outlivesContainerdAndDoesNotKeepThePodFromBeingTornDown() throws IOException {
    FailpointFile file = node.failpoint(POD, Map.of("cmdAdd", "1*delay(86400000)"));
    CompletableFuture<String> add =
        CompletableFuture.supplyAsync(
            () -> node.run(Pod.failing(POD, file)), task -> Thread.ofVirtual().start(task));
    ProcessHandle plugin =
        Eventually.present(
            "the plugin waits", () -> WaitingPlugin.find(node.host(), EXECUTABLE, POD));
    // It is found before it has come to its failpoint, and must have used the count when containerd
    // dies.
    Eventually.holds("the count is used", () -> file.content().contains("0*delay"));

    node.containerd().kill();
    assertThatThrownBy(add::join).hasCauseInstanceOf(StatusRuntimeException.class);
    node.containerd().restart();

    List<CriClient.Sandbox> sandboxes = node.sandboxesOf(POD);
    assertThat(sandboxes).hasSize(1).noneMatch(CriClient.Sandbox::ready);
    node.cri().stop(sandboxes.getFirst().id());
    node.cri().remove(sandboxes.getFirst().id());

    assertThat(node.sandboxesOf(POD)).isEmpty();
    assertThat(node.leases().addresses()).isEmpty();
    assertThat(plugin.isAlive()).isTrue();
  }

  @AfterEach
  void endTheWait() {
    WaitingPlugin.find(node.host(), EXECUTABLE, POD)
        .ifPresent(plugin -> {
          plugin.destroyForcibly();
          Eventually.holds(
              "the plugin is dead",
              () -> WaitingPlugin.find(node.host(), EXECUTABLE, POD).isEmpty());
        });
  }
}
