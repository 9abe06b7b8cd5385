package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the plugin adds to a pod's life: sandboxes up and down in containerd, in turn with the
 * plugin and with plain bridge put in its place. {@code distribution/acceptance/bench/pods} runs it
 * at its full size, by the system properties {@code cnifp.pods} (the number of sandboxes) and
 * {@code cnifp.pods.table} (the file for the table); otherwise it is a smoke run that asserts no
 * time.
 */
@ExtendWith(RootOnLinux.class)
class PodsBenchmarkIT {
  @RegisterExtension static final Node node = Node.own();

  @Test
  void measure() throws IOException {
    int pods = Integer.getInteger("cnifp.pods", 2);
    Path plugin = node.pluginDirectory().resolve("cni-bridge-fp");
    Path launcher = node.pluginDirectory().resolve("launcher");
    copy(plugin, launcher);
    FailpointFile file = node.failpoint("pods", Map.of("cmdAdd", "1000000*off"));

    List<Double> ours = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (int i = 0; i <= pods; i++) {
      put(launcher, plugin);
      double with = upAndDown(Pod.failing("ours-" + i, file));
      put(node.pluginDirectory().resolve("bridge"), plugin);
      double without = upAndDown(Pod.failing("plain-" + i, file));
      if (i > 0) {
        ours.add(with);
        plain.add(without);
      }
    }
    put(launcher, plugin);

    assertThat(file.content()).contains((1_000_000 - pods - 1) + "*off");
    write(pods, median(ours), median(plain));
  }

  private static double upAndDown(Pod pod) {
    long from = System.nanoTime();
    String id = node.run(pod);
    node.cri().stop(id);
    double millis = (System.nanoTime() - from) / 1e6;
    node.cri().remove(id);
    return millis;
  }

  private static void put(Path executable, Path as) throws IOException {
    Path hidden = as.resolveSibling(".new");
    copy(executable, hidden);
    Files.move(hidden, as, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A launcher is a link into the installation. */
  private static void copy(Path executable, Path to) throws IOException {
    Files.copy(executable, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void write(int pods, double ours, double plain) throws IOException {
    Files.writeString(
        Path.of(System.getProperty("cnifp.pods.table", "target/pods.md")),
        """
        %d sandboxes up and down in containerd, in turn

        | plugin                       | median ms |
        |------------------------------|-----------|
        | bridge in its place          | %9.0f |
        | cni-bridge-fp with failpoint | %9.0f |

        Ratio: %.2f
        """
            .formatted(pods, plain, ours, ours / plain));
  }
}
