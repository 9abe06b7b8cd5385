package io.cnifp.acceptance.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call of the plugin of the built image, with the delegate {@code fixed}, so that it needs
 * neither root nor a network. Immutable.
 *
 * @param wrapper a command that runs the plugin, such as {@code unshare}; usually empty
 * @param environment the whole environment of the plugin
 * @param members further members of the network configuration, each as {@code "name":value}
 * @param settings further members of its key {@code failpoint}, likewise
 */
public record PluginRun(
    List<String> wrapper,
    Map<String, String> environment,
    List<String> members,
    List<String> settings) {
  private static final String ALL = "{\"annotationActions\":\"all\",\"annotationPoints\":\"all\"}";
  private static final String ANNOTATION = "failpoint.cni.containerd.io/confpath";

  /**
   * An ADD without a failpoint, whose state directory and policy are below {@code directory} and
   * not the machine's own. The policy lets annotations do everything.
   */
  public static PluginRun in(Path directory) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("CNI_COMMAND", "ADD");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/var/run/netns/none");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
    return new PluginRun(List.of(), environment, List.of(), List.of()).policy(directory, ALL);
  }

  public PluginRun command(String command) {
    return variable("CNI_COMMAND", command);
  }

  public PluginRun variable(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new PluginRun(wrapper, more, members, settings);
  }

  public PluginRun without(String name) {
    Map<String, String> fewer = new TreeMap<>(environment);
    fewer.remove(name);
    return new PluginRun(wrapper, fewer, members, settings);
  }

  /** Writes a policy and names it. */
  public PluginRun policy(Path directory, String json) {
    try {
      return variable(
          "CNI_FP_POLICY", Files.writeString(directory.resolve("policy.json"), json).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names a failpoint file as a pod's author does. */
  public PluginRun annotated(String path) {
    return member(
        "\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":{\"%s\":%s}}"
            .formatted(ANNOTATION, quoted(path)));
  }

  public PluginRun annotated(Path path) {
    return annotated(path.toString());
  }

  /** Names a failpoint file as the node's administrator does. */
  public PluginRun configured(Path path) {
    return setting("\"confPath\":" + quoted(path.toString()));
  }

  /** Adds a member of the key {@code failpoint}, as {@code "name":value}. */
  public PluginRun setting(String member) {
    List<String> more = new ArrayList<>(settings);
    more.add(member);
    return new PluginRun(wrapper, environment, members, more);
  }

  public PluginRun wrapped(String... command) {
    return new PluginRun(List.of(command), environment, members, settings);
  }

  private PluginRun member(String member) {
    List<String> more = new ArrayList<>(members);
    more.add(member);
    return new PluginRun(wrapper, environment, more, settings);
  }

  /** Starts the plugin. */
  public ProcessResult.Running start() {
    List<String> line = new ArrayList<>(wrapper);
    line.add(Image.built().launcher().toString());
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return ProcessResult.Running.start(builder, configuration());
  }

  /** Runs the plugin to its end. */
  public ProcessResult run() {
    return start().await();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private String configuration() {
    List<String> all = new ArrayList<>();
    all.add("\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\"");
    List<String> failpoint = new ArrayList<>(settings);
    failpoint.add("\"delegate\":{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\"}}");
    all.add("\"failpoint\":{" + String.join(",", failpoint) + "}");
    all.addAll(members);
    return "{" + String.join(",", all) + "}";
  }
}
