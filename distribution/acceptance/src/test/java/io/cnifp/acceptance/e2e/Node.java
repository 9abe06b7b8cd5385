package io.cnifp.acceptance.e2e;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A Kubernetes node without a kubelet: a host, containerd in it, cni-fp installed and configured.
 * Register it as a static extension. After each test its pods are removed. A {@linkplain #shared
 * shared} node serves all classes of a test run and is removed at its end; any other one serves one
 * class.
 */
final class Node implements BeforeAllCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final Namespace RESOURCES = Namespace.create(Node.class);

  private static final Network DEFAULT = NetworkConfig::writeList;

  private final Network network;
  private final boolean shared;
  private HostNamespace host;
  private Cgroup cgroup;
  private Path failpoints;
  private Leases leases;
  private Path pluginDirectory;
  private Containerd containerd;

  /** Writes the network's configuration. */
  @FunctionalInterface
  interface Network {
    void write(Path confDir, Path dataDir) throws IOException;
  }

  private Node(Network network, boolean shared) {
    this.network = network;
    this.shared = shared;
  }

  /** Returns the node that classes share. Its pods get their network from our plugin. */
  static Node shared() {
    return new Node(DEFAULT, true);
  }

  /** Returns such a node for one class, which may change the installation. */
  static Node own() {
    return new Node(DEFAULT, false);
  }

  /** Returns a node for one class, with another network. */
  static Node with(Network network) {
    return new Node(network, false);
  }

  /**
   * Starts the node, unless another class has. JUnit closes what is in the store, the last first,
   * even if a later line here fails.
   */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Store resources = shared ? context.getRoot().getStore(RESOURCES) : context.getStore(RESOURCES);
    // A class's store also finds what is in the root's: a node of its own must not ask.
    Node started = shared ? resources.get("node", Node.class) : null;
    if (started != null) {
      host = started.host;
      cgroup = started.cgroup;
      failpoints = started.failpoints;
      leases = started.leases;
      pluginDirectory = started.pluginDirectory;
      containerd = started.containerd;
      return;
    }
    Workspace workspace = Workspace.create();
    resources.put("workspace", workspace);
    Path root = workspace.root();
    cgroup = new Cgroup(root.getFileName().toString());
    resources.put("cgroup", cgroup);
    host = HostNamespace.create();
    resources.put("host", host);
    failpoints = workspace.directory("failpoints");
    leases = new Leases(workspace.directory("leases"));
    Path confDir = workspace.directory("net.d");
    network.write(confDir, leases.dataDir());
    pluginDirectory = PluginImage.install(root);
    containerd = Containerd.start(host, workspace.directory("c"), pluginDirectory, confDir);
    resources.put("containerd", containerd);
    resources.put("node", this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (CriClient.Sandbox sandbox : cri().list()) {
      stopPatiently(sandbox.id());
      cri().remove(sandbox.id());
    }
  }

  /** Adds the log of containerd to the failure of a test. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (containerd != null) {
      failure.addSuppressed(new AssertionError("containerd's log:\n" + containerd.log()));
    }
    throw failure;
  }

  CriClient cri() {
    return containerd.cri();
  }

  Containerd containerd() {
    return containerd;
  }

  HostNamespace host() {
    return host;
  }

  Leases leases() {
    return leases;
  }

  /** The directory of CNI plugins that containerd looks into. */
  Path pluginDirectory() {
    return pluginDirectory;
  }

  /** The directory of the installation. */
  Path prefix() {
    return pluginDirectory.resolveSibling("opt");
  }

  /** The directory of all failpoint files. */
  Path failpoints() {
    return failpoints;
  }

  /** Writes a failpoint file with a name of its own. */
  FailpointFile failpoint(String name, Map<String, String> points) throws IOException {
    return FailpointFile.create(failpoints.resolve(name + ".json"), points);
  }

  /** Writes the node's policy; an empty text removes it. */
  void policy(String json) {
    String script =
        json.isEmpty()
            ? "rm -rf /etc/cni-fp"
            : "umask 022; mkdir -p /etc/cni-fp; cat >/etc/cni-fp/policy.json";
    host.run(Map.of(), json, "sh", "-c", script).orFail();
  }

  /** Asks containerd for a pod; returns the id of its sandbox. */
  String run(Pod pod) {
    return cri().run(pod.inCgroup(cgroup.path()));
  }

  /** The sandboxes that containerd has, or still has, for a pod. */
  List<CriClient.Sandbox> sandboxesOf(String podName) {
    return cri().list().stream().filter(sandbox -> sandbox.podName().equals(podName)).toList();
  }

  /** Stops a sandbox as kubelet does: again, if a failpoint is left that makes it fail. */
  private void stopPatiently(String id) {
    try {
      cri().stop(id);
    } catch (StatusRuntimeException e) {
      cri().stop(id);
    }
  }
}
