package io.cnifp.acceptance.e2e;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine's podman with its CNI backend, run in a {@link HostNamespace}. It is no daemon: its
 * state is in a test's directory, and what is left of its containers' processes ends with the host.
 */
final class Podman {
  static final String NETWORK = "cnifp-podman";
  private static final String IMAGE = "cnifp.test/busybox:1";

  private final HostNamespace host;
  private final Cgroup cgroup;
  private final Path directory;

  private Podman(HostNamespace host, Cgroup cgroup, Path directory) {
    this.host = host;
    this.cgroup = cgroup;
    this.directory = directory;
  }

  /**
   * Configures podman and makes it an image of nothing but a static busybox.
   *
   * @param confDir where its network configurations are
   */
  static Podman create(
      HostNamespace host, Cgroup cgroup, Path directory, Path pluginDirectory, Path confDir)
      throws IOException {
    // no-conmon: no control group but the container's own, which is below the test's. There is no
    // systemd to ask for a group, and no journal to write to.
    Files.writeString(
        directory.resolve("containers.conf"),
        """
        [containers]
        cgroups = "no-conmon"
        log_driver = "k8s-file"
        [engine]
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        runtime = "runc"
        [network]
        network_backend = "cni"
        cni_plugin_dirs = ["%s"]
        network_config_dir = "%s"
        """
            .formatted(pluginDirectory, confDir));
    var podman = new Podman(host, cgroup, directory);
    byte[] busybox = Files.readAllBytes(RootOnLinux.program("busybox").orElseThrow());
    Path files = directory.resolve("image.tar");
    Files.write(files, new Tar().directory("bin").file("bin/busybox", busybox).toByteArray());
    podman.run("import", files.toString(), IMAGE).orFail();
    return podman;
  }

  /** Starts a container that sleeps, on our network; its name is the argument. */
  ProcessResult start(String name) {
    return run(
        "run",
        "--detach",
        "--name",
        name,
        "--network",
        NETWORK,
        "--cgroup-parent",
        cgroup.path(),
        IMAGE,
        "/bin/busybox",
        "sleep",
        "86400");
  }

  /** Runs one of busybox's programs in a container. */
  ProcessResult in(String name, String... command) {
    return run(
        Stream.concat(Stream.of("exec", name, "/bin/busybox"), Stream.of(command))
            .toArray(String[]::new));
  }

  /** The address that podman has noted for a container. */
  String address(String name) {
    String template = "{{(index .NetworkSettings.Networks \"" + NETWORK + "\").IPAddress}}";
    return run("inspect", name, "--format", template).orFail().stdout().strip();
  }

  ProcessResult run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs podman with additions to its environment, which plugins inherit. */
  ProcessResult run(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
    all.put("HOME", directory.toString());
    List<String> globals =
        List.of(
            "podman",
            "--root",
            directory.resolve("root").toString(),
            "--runroot",
            directory.resolve("run").toString(),
            "--tmpdir",
            directory.resolve("tmp").toString(),
            "--storage-driver",
            "vfs");
    return host.run(
        all, "", Stream.concat(globals.stream(), Stream.of(arguments)).toArray(String[]::new));
  }
}
