package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.RootOnLinux;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What containerd's own tests demand of {@code cni-bridge-fp}, in Debian's containerd. */
@ExtendWith(RootOnLinux.class)
@DisplayName("a failpoint in containerd")
class FailpointIT {
  @RegisterExtension static final Node node = Node.shared();

  @Test
  void failsTheFirstAddAndLetsTheSecondMakeAWorkingNetwork() throws IOException {
    FailpointFile file = node.failpoint("add", Map.of("cmdAdd", "1*error(you-shall-not-pass!)"));
    Pod pod = Pod.failing("add", file);

    assertThatThrownBy(() -> node.run(pod))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("failed to setup network for sandbox")
        .hasMessageEndingWith("you-shall-not-pass!");

    CriClient.Network network = node.cri().network(node.run(pod));
    assertThat(network.address()).startsWith("10.87.");
    assertThat(node.leases().addresses()).containsExactly(network.address());
    assertThat(file.content()).contains("0*error(you-shall-not-pass!)");
    node.host()
        .run(
            "nsenter",
            "--net=" + network.namespacePath(),
            "busybox",
            "ping",
            "-c",
            "1",
            "-W",
            "5",
            NetworkConfig.GATEWAY)
        .orFail();
  }

  @Test
  void failsTheFirstTeardownAndLetsTheSecondReleaseTheAddress() throws IOException {
    FailpointFile file = node.failpoint("del", Map.of("cmdDel", "1*error(please retry)"));
    String id = node.run(Pod.failing("del", file));
    String address = node.cri().network(id).address();

    assertThatThrownBy(() -> node.cri().stop(id)).hasMessageContaining("please retry");
    assertThat(node.leases().addresses()).containsExactly(address);

    node.cri().stop(id);
    assertThat(node.leases().addresses()).isEmpty();
  }

  @Test
  void failsAsManyOfTenPodsStartedAtOnceAsTheirOneFileSays() throws Exception {
    FailpointFile file = node.failpoint("ten", Map.of("cmdAdd", "3*error(not-you)"));
    List<Callable<String>> calls =
        IntStream.range(0, 10)
            .<Callable<String>>mapToObj(i -> () -> node.run(Pod.failing("ten-" + i, file)))
            .toList();

    List<String> failures;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      failures = executor.invokeAll(calls).stream().flatMap(FailpointIT::failure).toList();
    }

    assertThat(failures).hasSize(3).allMatch(message -> message.endsWith("not-you"));
    assertThat(node.leases().addresses()).hasSize(7);
    assertThat(file.content()).contains("0*error(not-you)");
  }

  @Test
  void isAPlainBridgeForAPodWithoutAnnotation() throws IOException {
    var _ = node.failpoint("nobody", Map.of("cmdAdd", "1*error(for somebody else)"));
    String before = files();

    String id = node.run(Pod.plain("plain"));
    assertThat(node.leases().addresses()).containsExactly(node.cri().network(id).address());
    node.cri().stop(id);

    assertThat(node.leases().addresses()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private static Stream<String> failure(Future<String> call) {
    try {
      call.get();
      return Stream.empty();
    } catch (ExecutionException e) {
      return Stream.of(String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Every file and directory that is ours to write, and when it was last changed. */
  private static String files() {
    return node.host()
        .run("find", node.failpoints().toString(), "/run/cni-fp", "-printf", "%p %C@\n")
        .stdout();
  }
}
