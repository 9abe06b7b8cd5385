package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.maven.ExampleProject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A third party's jar in an installation that containerd uses. */
@ExtendWith(RootOnLinux.class)
@DisplayName("an extension in containerd")
class ExtensionJarIT {
  private static final Pattern MAC = Pattern.compile("link/ether ([0-9a-f:]+)");

  @RegisterExtension static final Node node = Node.with(NetworkConfig::writeSteadyList);

  @BeforeAll
  static void install() {
    ExampleProject.built("custom-wrapper").install(node.prefix().resolve("extensions"));
    ExampleProject.built("custom-action").install(node.prefix().resolve("extensions"));
  }

  @AfterEach
  void removeThePolicy() {
    node.policy("");
  }

  @Test
  void withAnActionFailsEverySecondPodAndNothingLeaks() throws IOException {
    FailpointFile file = node.failpoint("flap", Map.of("cmdAdd", "acme.flap"));

    node.policy("{\"annotationActions\":[\"acme.flap\"]}");
    node.cri().stop(node.run(Pod.failing("flap-1", file)));
    assertThatThrownBy(() -> node.run(Pod.failing("flap-2", file)))
        .hasMessageEndingWith("plugin type=\"cni-bridge-fp\" failed (add): flapping");
    assertThat(node.leases().addresses()).isEmpty();
    String id = node.run(Pod.failing("flap-3", file));
    assertThat(node.leases().addresses()).containsExactly(node.cri().network(id).address());
  }

  @Test
  void withADelegateAroundAnotherGivesAPodItsMacAddressAgain() {
    node.policy("{\"delegates\":{\"acme.steady\":{\"prefix\":\"02:ac\"}}}");
    List<String> addresses = new ArrayList<>();
    for (String pod : List.of("steady-1", "steady-2", "steady-1")) {
      String id = node.run(Pod.plain(pod));
      addresses.add(mac(node.cri().network(id).namespacePath()));
      node.cri().stop(id);
      node.cri().remove(id);
    }
    assertThat(addresses).allMatch(mac -> mac.startsWith("02:ac:"));
    assertThat(addresses.get(2)).isEqualTo(addresses.get(0)).isNotEqualTo(addresses.get(1));
  }

  private static String mac(String netns) {
    String link =
        node.host()
            .run("nsenter", "--net=" + netns, "ip", "link", "show", "eth0")
            .orFail()
            .stdout();
    Matcher address = MAC.matcher(link);
    assertThat(address.find()).as(link).isTrue();
    return address.group(1);
  }
}
