package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.maven.ExampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A third party's jar in an installation that containerd uses. */
@ExtendWith(RootOnLinux.class)
@DisplayName("a plugin's action in containerd")
class ExtensionJarIT {
  @RegisterExtension static final Node node = Node.shared();

  @AfterEach
  void removeThePolicy() {
    node.policy("");
  }

  @Test
  void failsEverySecondPodAndNothingLeaks() throws IOException {
    Path jar = ExampleProject.built("custom-action").jar();
    Files.copy(jar, node.prefix().resolve("extensions").resolve(jar.getFileName()));
    FailpointFile file = node.failpoint("flap", Map.of("cmdAdd", "acme.flap"));

    node.policy("{\"annotationActions\":[\"acme.flap\"]}");
    node.cri().stop(node.run(Pod.failing("flap-1", file)));
    assertThatThrownBy(() -> node.run(Pod.failing("flap-2", file)))
        .hasMessageEndingWith("plugin type=\"cni-bridge-fp\" failed (add): flapping");
    assertThat(node.leases().addresses()).isEmpty();
    String id = node.run(Pod.failing("flap-3", file));
    assertThat(node.leases().addresses()).containsExactly(node.cri().network(id).address());
  }
}
