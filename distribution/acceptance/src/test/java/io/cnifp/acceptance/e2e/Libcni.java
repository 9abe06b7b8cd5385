package io.cnifp.acceptance.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.ProcessResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls a plugin as libcni 1.3.0 does it for CRI-O: all the variables that it sets, the empty ones
 * too, and on standard input compact JSON with its keys sorted. Keeps the result of ADD for the
 * calls after it.
 */
final class Libcni {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DUMMY = "dummy";

  private final HostNamespace host;
  private final String plugin;
  private final String path;
  private final Map<String, String> inherited = new HashMap<>();
  private final Map<String, Object> network;
  private Map<String, Object> runtimeConfig = Map.of();
  private Object cachedResult = Map.of();

  /**
   * Loads a network of one plugin.
   *
   * @param plugin the executable
   * @param path the directory of all plugins
   * @param cniVersion injected into the configuration, as is {@code name}
   * @param configuration the plugin's object in the list
   */
  @SuppressWarnings("unchecked")
  Libcni(
      HostNamespace host,
      String plugin,
      String path,
      String cniVersion,
      String name,
      String configuration) {
    this.host = host;
    this.plugin = plugin;
    this.path = path;
    try {
      this.network = new TreeMap<>(JSON.readValue(configuration, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    network.put("cniVersion", cniVersion);
    network.put("name", name);
  }

  /** A variable of the runtime's own environment, which plugins inherit. */
  void inherit(String variable, String value) {
    inherited.put(variable, value);
  }

  /** From now on the pod has these annotations, and the plugin the capability to see them. */
  void annotate(Map<String, String> annotations) {
    network.put("capabilities", Map.of("io.kubernetes.cri.pod-annotations", true));
    runtimeConfig = Map.of("io.kubernetes.cri.pod-annotations", new TreeMap<>(annotations));
  }

  /** What CRI-O asks each plugin whenever it loads a network. */
  Call version() {
    return call("VERSION", "", DUMMY, "", DUMMY, DUMMY, "{\"cniVersion\":\"1.1.0\"}");
  }

  /** Asked until it succeeds before CRI-O takes pods. */
  Call status() {
    return call("STATUS", "", "", "", "", path, json(network));
  }

  Call add(Attachment attachment) {
    Call call = attach("ADD", attachment, with(Map.of("runtimeConfig", runtimeConfig)));
    if (call.execution().status() == 0) {
      try {
        cachedResult = JSON.readValue(call.execution().stdout(), Object.class);
      } catch (JsonProcessingException e) {
        throw new AssertionError("ADD printed no result: " + call.execution().stdout(), e);
      }
    }
    return call;
  }

  /** CRI-O checks right after each ADD. */
  Call check(Attachment attachment) {
    return attach(
        "CHECK",
        attachment,
        with(Map.of("runtimeConfig", runtimeConfig, "prevResult", cachedResult)));
  }

  Call del(Attachment attachment) {
    return attach(
        "DEL",
        attachment,
        with(Map.of("runtimeConfig", runtimeConfig, "prevResult", cachedResult)));
  }

  /** After an ADD that has failed there is no result to pass on. */
  Call delAfterFailedAdd(Attachment attachment) {
    return attach("DEL", attachment, with(Map.of("runtimeConfig", runtimeConfig)));
  }

  /** Both keys are sent: the one of the specification, and the one of libcni's first release. */
  Call gc(List<Attachment> valid) {
    List<Map<String, String>> list =
        valid.stream()
            .<Map<String, String>>map(attachment ->
                new TreeMap<>(
                    Map.of("containerID", attachment.containerId(), "ifname", attachment.ifname())))
            .toList();
    String stdin =
        json(with(Map.of("cni.dev/attachments", list, "cni.dev/valid-attachments", list)));
    return call("GC", "", "", "", "", path, stdin);
  }

  private Call attach(String command, Attachment attachment, Map<String, Object> configuration) {
    if (runtimeConfig.isEmpty()) {
      configuration.remove("runtimeConfig");
    }
    return call(
        command,
        attachment.containerId(),
        attachment.netns(),
        "IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=pod;K8S_POD_INFRA_CONTAINER_ID="
            + attachment.containerId()
            + ";K8S_POD_UID=5d1a8e0c",
        attachment.ifname(),
        path,
        json(configuration));
  }

  private Map<String, Object> with(Map<String, Object> injected) {
    Map<String, Object> configuration = new TreeMap<>(network);
    configuration.putAll(injected);
    return configuration;
  }

  private Call call(
      String command,
      String containerId,
      String netns,
      String arguments,
      String ifname,
      String cniPath,
      String stdin) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("CNI_COMMAND", command);
    variables.put("CNI_CONTAINERID", containerId);
    variables.put("CNI_NETNS", netns);
    variables.put("CNI_ARGS", arguments);
    variables.put("CNI_IFNAME", ifname);
    variables.put("CNI_PATH", cniPath);
    Map<String, String> environment = new HashMap<>(inherited);
    environment.putAll(variables);
    return new Call(variables, stdin, host.run(environment, stdin, plugin));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(sorted(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, member) -> sorted.put(String.valueOf(key), sorted(member)));
      return sorted;
    }
    return value instanceof List<?> list ? list.stream().map(Libcni::sorted).toList() : value;
  }

  /** What connects one container to the network. */
  record Attachment(String containerId, String netns, String ifname) {}

  /**
   * One execution of the plugin.
   *
   * @param variables the {@code CNI_} variables that it got
   * @param stdin what it got on standard input
   */
  record Call(Map<String, String> variables, String stdin, ProcessResult execution) {
    Call orFail() {
      var _ = execution.orFail();
      return this;
    }
  }
}
