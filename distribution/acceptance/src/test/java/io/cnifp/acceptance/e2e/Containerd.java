package io.cnifp.acceptance.e2e;

import static java.util.stream.Collectors.joining;

import io.cnifp.acceptance.harness.Eventually;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine's containerd, run in a {@link HostNamespace} with configuration, root, state and
 * socket of its own below a test's directory.
 */
final class Containerd implements AutoCloseable {
  private final HostNamespace host;
  private final Path directory;
  private ProcessHandle process;
  private CriClient cri;

  private Containerd(HostNamespace host, Path directory, ProcessHandle process, CriClient cri) {
    this.host = host;
    this.directory = directory;
    this.process = process;
    this.cri = cri;
  }

  /** Starts containerd and imports the pause image; returns when pods can be run. */
  static Containerd start(HostNamespace host, Path directory, Path binDir, Path confDir)
      throws IOException {
    // The native snapshotter copies a pod's two megabytes, and works on file systems where
    // overlayfs
    // doesn't. restrict_oom_score_adj: root in a container may not lower the score, and runc
    // insists.
    Files.writeString(
        directory.resolve("config.toml"),
        """
        version = 2
        root = "%1$s/root"
        state = "%1$s/state"
        disabled_plugins = [
          "io.containerd.internal.v1.opt",
          "io.containerd.snapshotter.v1.aufs",
          "io.containerd.snapshotter.v1.btrfs",
          "io.containerd.snapshotter.v1.devmapper",
          "io.containerd.snapshotter.v1.zfs",
        ]
        [grpc]
          address = "%1$s/sock"
        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "%2$s"
          netns_mounts_under_state_dir = true
          restrict_oom_score_adj = true
        [plugins."io.containerd.grpc.v1.cri".cni]
          bin_dir = "%3$s"
          conf_dir = "%4$s"
        [plugins."io.containerd.grpc.v1.cri".containerd]
          snapshotter = "native"
        """
            .formatted(directory, PauseImage.NAME, binDir, confDir));
    Path archive = directory.resolve("pause.tar");
    PauseImage.write(archive);
    var containerd =
        new Containerd(host, directory, launch(host, directory), new CriClient(socket(directory)));
    try {
      containerd.awaitReady();
      host.run(
              "ctr",
              "-a",
              socket(directory).toString(),
              "-n",
              "k8s.io",
              "images",
              "import",
              "--snapshotter",
              "native",
              archive.toString())
          .orFail();
      Eventually.holds(
          "the pause image is known to CRI", () -> containerd.cri.hasImage(PauseImage.NAME));
    } catch (AssertionError | RuntimeException e) {
      containerd.close();
      throw new AssertionError("containerd is not usable; its log:\n" + containerd.log(), e);
    }
    return containerd;
  }

  CriClient cri() {
    return cri;
  }

  /** Kills containerd as a crash would, without a chance to tidy up. The pods' shims live on. */
  void kill() {
    process.destroyForcibly();
    Eventually.holds("containerd is dead", () -> !process.isAlive());
    cri.close(); // not earlier: containerd kills the plugin of a call that its client cancels
  }

  /** Starts containerd again with its old state. */
  void restart() {
    process = launch(host, directory);
    cri = new CriClient(socket(directory));
    awaitReady();
  }

  /** What containerd has logged since the first start, but for its list of plugins. */
  String log() {
    try (Stream<String> lines = Files.lines(logFile(directory))) {
      return lines.filter(line -> !line.contains("loading plugin")).collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends containerd. What it leaves, shims and mounts, ends with the host's namespaces. */
  @Override
  public void close() {
    cri.close();
    process.destroy();
    Eventually.holds("containerd ends", () -> !process.isAlive());
  }

  private void awaitReady() {
    Eventually.holds(
        "containerd and its network are ready", () -> process.isAlive() && answersReady());
  }

  private boolean answersReady() {
    try {
      return cri.isReady();
    } catch (StatusRuntimeException e) {
      return false; // not listening yet
    }
  }

  private static ProcessHandle launch(HostNamespace host, Path directory) {
    return host.start(
        logFile(directory), "containerd", "--config", directory.resolve("config.toml").toString());
  }

  private static Path socket(Path directory) {
    return directory.resolve("sock");
  }

  private static Path logFile(Path directory) {
    return directory.resolve("containerd.log");
  }
}
