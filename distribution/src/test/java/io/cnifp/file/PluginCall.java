package io.cnifp.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.api.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A call of the plugin in the image that the system property {@code cnifp.image} names, with the
 * delegate {@code fixed}, so that it takes neither root nor a network. Immutable.
 *
 * @param wrapper a command that runs the plugin, such as {@code unshare}; mostly empty
 * @param environment the whole environment of the plugin
 * @param members further members of the network configuration, each as {@code "name":value}
 */
record PluginCall(List<String> wrapper, Map<String, String> environment, List<String> members) {
  /** How long a call may take before a test gives up on it. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String ANNOTATION = "failpoint.cni.containerd.io/confpath";

  /**
   * An ADD without a failpoint, whose state folder and policy are below {@code folder} and not the
   * machine's own.
   */
  static PluginCall in(Path folder) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("CNI_COMMAND", "ADD");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/var/run/netns/none");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    environment.put("CNI_FP_STATE_DIR", folder.resolve("state").toString());
    return new PluginCall(List.of(), environment, List.of()).policy(folder, "{}");
  }

  PluginCall command(String command) {
    return variable("CNI_COMMAND", command);
  }

  PluginCall variable(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new PluginCall(wrapper, more, members);
  }

  PluginCall without(String name) {
    Map<String, String> fewer = new TreeMap<>(environment);
    fewer.remove(name);
    return new PluginCall(wrapper, fewer, members);
  }

  /** Writes a policy and names it. */
  PluginCall policy(Path folder, String json) {
    try {
      return variable(
          "CNI_FP_POLICY", Files.writeString(folder.resolve("policy.json"), json).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names a failpoint file as a pod's author does. */
  PluginCall annotated(String path) {
    return member(
        "\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":{\"%s\":%s}}"
            .formatted(ANNOTATION, JsonText.quote(path)));
  }

  PluginCall annotated(Path path) {
    return annotated(path.toString());
  }

  /** Names a failpoint file as the node's administrator does. */
  PluginCall configured(Path path) {
    return member("\"failpoint\":{\"confPath\":%s}".formatted(JsonText.quote(path.toString())));
  }

  PluginCall wrapped(String... command) {
    return new PluginCall(List.of(command), environment, members);
  }

  private PluginCall member(String member) {
    List<String> more = new ArrayList<>(members);
    more.add(member);
    return new PluginCall(wrapper, environment, more);
  }

  /** Starts the plugin; its output goes to files in {@code folder}, so that nobody need read it. */
  Started start(Path folder) {
    try {
      Path stdout = Files.createTempFile(folder, "stdout", "");
      Path stderr = Files.createTempFile(folder, "stderr", "");
      List<String> line = new ArrayList<>(wrapper);
      line.add(plugin().toString());
      var builder = new ProcessBuilder(line);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(configuration().getBytes(UTF_8));
      } catch (IOException e) {
        // It has ended without reading all: its answer tells the rest.
      }
      return new Started(process, stdout, stderr, System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the plugin to its end. */
  Reply run(Path folder) {
    return start(folder).await(LIMIT);
  }

  private String configuration() {
    List<String> all = new ArrayList<>();
    all.add("\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\"");
    all.add("\"delegate\":{\"type\":\"fixed\",\"result\":{\"cniVersion\":\"1.1.0\"}}");
    all.addAll(members);
    return "{" + String.join(",", all) + "}";
  }

  static Path plugin() {
    return Path.of(
            Optional.ofNullable(System.getProperty("cnifp.image"))
                .orElseThrow(() -> new AssertionError("the property cnifp.image isn't set")))
        .resolve("bin/cni-bridge-fp");
  }

  /** A plugin that runs. */
  record Started(Process process, Path stdout, Path stderr, long from) {

    /**
     * Waits for its end.
     *
     * @throws AssertionError if it isn't done in time; it is killed then
     */
    Reply await(Duration limit) {
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError("the call still ran after " + limit);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - from);
        Reply reply =
            new Reply(
                process.exitValue(), Files.readString(stdout), Files.readString(stderr), time);
        Files.delete(stdout);
        Files.delete(stderr);
        return reply;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
