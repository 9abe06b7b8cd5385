package io.cnifp.acceptance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A small machine inside the machine, for containerd and plugins to take for their host: a network,
 * a mount table and process numbers of its own, an empty {@code /run}, and a {@code /var/lib} and
 * an {@code /etc} whose changes (libcni's cache of results, a policy) no other process sees. It has
 * no policy.
 *
 * <p>Its first process reads a pipe that we hold. When the pipe closes, by {@link #close()} or with
 * this JVM, that process ends, the kernel kills every other one in here, and the interfaces,
 * firewall rules, mounts and named network namespaces go with them. The machine's own network is
 * never touched.
 */
final class HostNamespace implements AutoCloseable {
  private static final String INIT =
      """
      set -e
      mount -t tmpfs tmpfs /run
      mkdir -p /run/netns /run/new /run/work /run/new-etc /run/work-etc
      mount -t overlay -o lowerdir=/var/lib,upperdir=/run/new,workdir=/run/work overlay /var/lib
      mount -t overlay -o lowerdir=/etc,upperdir=/run/new-etc,workdir=/run/work-etc overlay /etc
      rm -rf /etc/cni-fp
      ip link set lo up
      echo ready
      exec cat
      """;

  /** The path of the host's own network namespace, for {@link #interfaces}. */
  static final String NETWORK = "/proc/self/ns/net";

  private final Process outer;
  private final ProcessHandle init;

  private HostNamespace(Process outer, ProcessHandle init) {
    this.outer = outer;
    this.init = init;
  }

  static HostNamespace create() throws IOException {
    Process outer =
        new ProcessBuilder(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                INIT)
            .redirectErrorStream(true)
            .start();
    var output = new BufferedReader(new InputStreamReader(outer.getInputStream(), UTF_8));
    String line = output.readLine();
    if (!"ready".equals(line)) {
      outer.destroyForcibly();
      throw new AssertionError("cannot make a namespace: " + line);
    }
    return new HostNamespace(outer, outer.children().findFirst().orElseThrow());
  }

  /** Runs a program in here to its end. */
  ProcessResult run(String... command) {
    return run(Map.of(), "", command);
  }

  /** Runs a program in here to its end, with additions to its environment and with an input. */
  ProcessResult run(Map<String, String> environment, String stdin, String... command) {
    return ProcessResult.inheriting(entering(command), environment, stdin);
  }

  /** Starts a program in here; its output goes to the end of {@code log}. */
  ProcessHandle start(Path log, String... command) {
    try {
      Process entering =
          new ProcessBuilder(entering(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      // nsenter stays outside and waits: the program is its child.
      return Eventually.present(command[0] + " starts", () -> entering.children().findFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All processes in here, as the outside sees them. */
  List<ProcessHandle> processes() {
    Path ours =
        pidNamespace(init).orElseThrow(() -> new IllegalStateException("the namespace is gone"));
    return ProcessHandle.allProcesses()
        .filter(process -> pidNamespace(process).filter(ours::equals).isPresent())
        .toList();
  }

  /** Adds an empty network namespace of this name, for a pod; returns its path, valid in here. */
  String addPodNamespace(String name) {
    run("ip", "netns", "add", name).orFail();
    return "/run/netns/" + name;
  }

  /** The names of the network interfaces in here, or in the network namespace at a path. */
  List<String> interfaces(String networkNamespace) {
    return run("nsenter", "--net=" + networkNamespace, "ip", "-oneline", "link", "show")
        .orFail()
        .stdout()
        .lines()
        .map(line -> line.split(": ", -1)[1].split("@", -1)[0])
        .toList();
  }

  @Override
  public void close() {
    try {
      outer.getOutputStream().close();
    } catch (IOException e) {
      init.destroyForcibly();
    }
    Eventually.holds("the namespace ends", () -> !outer.isAlive());
  }

  private List<String> entering(String... command) {
    var target =
        List.of(
            "nsenter", "--target", Long.toString(init.pid()), "--net", "--mount", "--pid", "--");
    return Stream.concat(target.stream(), Stream.of(command)).toList();
  }

  private static Optional<Path> pidNamespace(ProcessHandle process) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/pid")));
    } catch (IOException e) {
      return Optional.empty(); // it has ended meanwhile
    }
  }
}
