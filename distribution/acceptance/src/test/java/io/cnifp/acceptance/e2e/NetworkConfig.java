package io.cnifp.acceptance.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Network configurations as an administrator would write them, with all state in a test's
 * directory.
 */
final class NetworkConfig {
  static final String GATEWAY = "10.87.0.1";
  static final String BRIDGE = "cnifp0";
  private static final String NAME = "cnifp-net";
  private static final String SUBNET = "10.87.0.0/16";

  private NetworkConfig() {}

  /**
   * Writes the list that containerd's own tests use: our plugin with the capability that brings it
   * the pod's annotations, then portmap.
   *
   * @param dataDir where host-local keeps its leases
   */
  static void writeList(Path confDir, Path dataDir) throws IOException {
    writeList("", confDir, dataDir);
  }

  /** Writes such a list, with a delegate that hands each call on to {@code bridge}. */
  static void writeSteadyList(Path confDir, Path dataDir) throws IOException {
    String delegate = "\"failpoint\": {\"delegate\": {\"type\": \"acme.steady\"}},";
    writeList(delegate, confDir, dataDir);
  }

  private static void writeList(String keys, Path confDir, Path dataDir) throws IOException {
    Files.writeString(
        confDir.resolve("10-cnifp.conflist"),
        """
        {
          "cniVersion": "1.0.0",
          "name": "%s",
          "plugins": [
            {
              "type": "cni-bridge-fp",
              %s
              "bridge": "%s",
              "isGateway": true,
              "ipMasq": true,
              "ipam": %s,
              "capabilities": {"io.kubernetes.cri.pod-annotations": true}
            },
            {
              "type": "portmap",
              "capabilities": {"portMappings": true}
            }
          ]
        }
        """
            .formatted(NAME, keys, BRIDGE, ipam(dataDir)));
  }

  /**
   * Writes a chain with our plugin in its middle, which delegates to nothing: what it fails is the
   * step between two real plugins.
   *
   * @param dataDir where host-local keeps its leases
   */
  static void writeChain(Path confDir, Path dataDir) throws IOException {
    Files.writeString(
        confDir.resolve("10-cnifp.conflist"),
        """
        {
          "cniVersion": "1.0.0",
          "name": "%s",
          "plugins": [
            {"type": "bridge", "bridge": "%s", "isGateway": true, "ipMasq": true, "ipam": %s},
            {
              "type": "cni-bridge-fp",
              "failpoint": {"delegate": "none"},
              "capabilities": {"io.kubernetes.cri.pod-annotations": true}
            },
            {"type": "portmap", "capabilities": {"portMappings": true}}
          ]
        }
        """
            .formatted(NAME, BRIDGE, ipam(dataDir)));
  }

  /**
   * The configuration of one plugin, as libcni would hand it over on standard input.
   *
   * @param keys further members of the object, each followed by a comma; may be empty
   */
  static String single(String type, String keys, Path dataDir) {
    return """
    {"cniVersion": "1.0.0", "name": "%s", "type": "%s", %s "ipam": %s}\
    """
        .formatted(NAME, type, keys, ipam(dataDir));
  }

  private static String ipam(Path dataDir) {
    return """
    {"type": "host-local", "dataDir": "%s", "ranges": [[{"subnet": "%s"}]], "routes": [{"dst": "0.0.0.0/0"}]}\
    """
        .formatted(dataDir, SUBNET);
  }
}
