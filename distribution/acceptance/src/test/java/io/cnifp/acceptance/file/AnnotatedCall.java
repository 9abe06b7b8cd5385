package io.cnifp.acceptance.file;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls as containerd makes them for an annotated pod, in a directory of the test's own: with a
 * delegate {@code bridge} that notes its commands, and without a policy unless one is given.
 */
final class AnnotatedCall {
  /** What the delegate replies to an ADD. */
  static final String RESULT = "{\"cniVersion\":\"1.1.0\",\"ips\":[]}";

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> wrapper = List.of();
  private String path;

  AnnotatedCall(Path directory) throws IOException {
    this.directory = directory;
    this.path = file().toString();
    Path bin = Files.createDirectories(directory.resolve("bin"));
    delegate("");
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/var/run/netns/none");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", bin.toString());
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
  }

  private void delegate(String more) throws IOException {
    Path delegate =
        Files.writeString(
            directory.resolve("bin/bridge"),
            "#!/bin/sh\ncat >/dev/null\necho $CNI_COMMAND >>"
                + directory
                + "/calls\n"
                + more
                + "[ $CNI_COMMAND != ADD ] || echo '"
                + RESULT
                + "'\n");
    Files.setPosixFilePermissions(delegate, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Lets the delegate wait until a file exists. */
  AnnotatedCall delegateWaitsFor(Path file) throws IOException {
    delegate("until [ -e " + file + " ]; do sleep 0.02; done\n");
    return this;
  }

  /** The failpoint file. */
  Path file() {
    return directory.resolve("f.json");
  }

  AnnotatedCall points(String json) throws IOException {
    Files.writeString(file(), json);
    return this;
  }

  /** What the annotation says, instead of the path of the file. */
  AnnotatedCall named(String annotation) {
    path = annotation;
    return this;
  }

  AnnotatedCall policy(String json) throws IOException {
    return variable(
        "CNI_FP_POLICY", Files.writeString(directory.resolve("policy.json"), json).toString());
  }

  AnnotatedCall variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A command that runs the launcher. */
  AnnotatedCall wrapped(String... command) {
    wrapper = List.of(command);
    return this;
  }

  ProcessResult call(String command) {
    return start(command).await();
  }

  ProcessResult.Running start(String command) {
    List<String> line = new ArrayList<>(wrapper);
    line.add(Image.built().launcher().toString());
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("CNI_COMMAND", command);
    return ProcessResult.Running.start(builder, netconf());
  }

  String netconf() {
    return "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\","
        + "\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
        + "{\"failpoint.cni.containerd.io/confpath\":\""
        + path
        + "\"}}}";
  }

  /** The commands that have reached the delegate since the last question. */
  List<String> delegated() {
    Path calls = directory.resolve("calls");
    try {
      List<String> commands = Files.exists(calls) ? Files.readAllLines(calls) : List.of();
      Files.deleteIfExists(calls);
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
