package io.cnifp.e2e;

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
 * A Kubernetes node without a kubelet, for the tests of one class: a host, containerd in it, cni-fp
 * installed and configured. Register it as a static extension. After each test its pods are
 * removed, after the last one all the rest.
 */
final class Node implements BeforeAllCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final Namespace RESOURCES = Namespace.create(Node.class);

  private final Network network;
  private HostNamespace host;
  private Cgroup cgroup;
  private Path failpoints;
  private Leases leases;
  private Path pluginFolder;
  private Containerd containerd;

  /** Writes the network's configuration. */
  @FunctionalInterface
  interface Network {
    void write(Path confDir, Path dataDir) throws IOException;
  }

  /** A node whose pods get their network from our plugin, as in containerd's own tests. */
  Node() {
    this(NetworkConfig::writeList);
  }

  Node(Network network) {
    this.network = network;
  }

  /**
   * What is put into the store is closed by JUnit, the last first, also when a later line here
   * fails.
   */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Store resources = context.getStore(RESOURCES);
    Workspace workspace = Workspace.create();
    resources.put("workspace", workspace);
    Path root = workspace.root();
    cgroup = new Cgroup(root.getFileName().toString());
    resources.put("cgroup", cgroup);
    host = HostNamespace.create();
    resources.put("host", host);
    failpoints = workspace.folder("failpoints");
    leases = new Leases(workspace.folder("leases"));
    Path confDir = workspace.folder("net.d");
    network.write(confDir, leases.dataDir());
    pluginFolder = PluginImage.install(root);
    containerd = Containerd.start(host, workspace.folder("c"), pluginFolder, confDir);
    resources.put("containerd", containerd);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (CriClient.Sandbox sandbox : cri().list()) {
      stopPatiently(sandbox.id());
      cri().remove(sandbox.id());
    }
  }

  /** A test's failure brings along what containerd had to say. */
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

  /** The folder of CNI plugins that containerd looks into. */
  Path pluginFolder() {
    return pluginFolder;
  }

  /** The folder of the installation. */
  Path prefix() {
    return pluginFolder.resolveSibling("opt");
  }

  /** The folder of all failpoint files. */
  Path failpoints() {
    return failpoints;
  }

  /** Writes a failpoint file with a name of its own. */
  FailpointFile failpoint(String name, Map<String, String> points) throws IOException {
    return FailpointFile.create(failpoints.resolve(name + ".json"), points);
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
