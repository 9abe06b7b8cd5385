package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory with what a call needs: a delegate {@code bridge} that notes its calls, a failpoint
 * file and a network configuration that names it.
 */
public final class Scene {
  public static final String RESULT = "{\"cniVersion\":\"1.1.0\",\"ips\":[]}";

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String delegate = "";
  private String members = "";

  public Scene(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("state"));
    delegate("cat >/dev/null; [ $CNI_COMMAND != ADD ] || printf '%s' '" + RESULT + "'");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/var/run/netns/none");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_ARGS", "K8S_POD_NAMESPACE=ns;K8S_POD_NAME=pod");
    environment.put("CNI_PATH", directory.resolve("bin").toString());
    environment.put("CNI_FP_STATE_DIR", state().toString());
  }

  /** What the delegate does, in the shell's words; it has noted its command before. */
  public Scene delegate(String script) throws IOException {
    Path file = directory.resolve("bin/bridge");
    Files.writeString(
        file, "#!/bin/sh\necho $CNI_COMMAND >>" + directory + "/calls\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  public Scene failpoint(String point, String failpoint) throws IOException {
    String escaped = failpoint.replace("\\", "\\\\").replace("\"", "\\\"");
    return file("{\"" + point + "\":\"" + escaped + "\"}");
  }

  public Scene file(String json) throws IOException {
    Files.writeString(failpoints(), json);
    return this;
  }

  public Scene variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Scene member(String name, String json) {
    members += ",\"" + name + "\":" + json;
    return this;
  }

  /** Names what calls are delegated to: a name in quotes or an object with a type. */
  public Scene delegatedTo(String json) {
    delegate = ",\"delegate\":" + json;
    return this;
  }

  public Map<String, String> environment(String command) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("CNI_COMMAND", command);
    return all;
  }

  public String stdin() {
    return "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\","
        + "\"failpoint\":{\"confPath\":\""
        + failpoints()
        + "\""
        + delegate
        + "}"
        + members
        + "}";
  }

  public ProcessResult call(Image image, String command) throws IOException, InterruptedException {
    return image.call(environment(command), stdin());
  }

  public Path failpoints() {
    return directory.resolve("failpoints.json");
  }

  /** The failpoint file's content. */
  public String left() throws IOException {
    return Files.readString(failpoints());
  }

  /** The commands that the delegate has been called with. */
  public List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  public Path state() {
    return directory.resolve("state");
  }

  /** The paused calls' announcements. */
  public List<Path> paused() throws IOException {
    Path paused = state().resolve("1/paused");
    if (!Files.isDirectory(paused)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(paused)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }
}
