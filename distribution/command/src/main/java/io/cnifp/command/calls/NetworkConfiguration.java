package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network configuration as an administrator writes it: of one plugin, or a list.
 *
 * @param name the network's name
 * @param cniVersion the version of the CNI specification
 * @param disableCheck whether it disables CHECK
 * @param plugins the configurations of the plugins, in order
 */
public record NetworkConfiguration(
    String name, String cniVersion, boolean disableCheck, List<ObjectNode> plugins) {
  private static final String DEFAULT_VERSION = "0.1.0";

  /**
   * Parses a configuration or a list.
   *
   * @throws IllegalArgumentException if it is neither; the message continues "the configuration"
   */
  public static NetworkConfiguration parse(String document) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(document);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr(), e);
    }
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("must be a JSON object");
    }
    String name = object.path("name").asText("");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("has no name");
    }
    String version = object.path("cniVersion").asText(DEFAULT_VERSION);
    List<ObjectNode> plugins = new ArrayList<>();
    if (object.has("plugins")) {
      for (JsonNode plugin : object.path("plugins")) {
        plugins.add(plugin(plugin));
      }
      if (plugins.isEmpty()) {
        throw new IllegalArgumentException("has an empty list of plugins");
      }
    } else {
      plugins.add(plugin(object));
    }
    return new NetworkConfiguration(
        name, version, object.path("disableCheck").asBoolean(false), List.copyOf(plugins));
  }

  private static ObjectNode plugin(JsonNode json) {
    if (json instanceof ObjectNode plugin && plugin.path("type").isTextual()) {
      return plugin;
    }
    throw new IllegalArgumentException("has a plugin without a type");
  }

  /** Returns whether libcni makes CHECK calls: since 0.4.0, unless they are disabled. */
  boolean isChecked() {
    return !disableCheck && isAtLeast(0, 4);
  }

  /** Returns whether the version is this one or a later one. */
  boolean isAtLeast(int major, int minor) {
    String[] parts = cniVersion.split("\\.", -1);
    try {
      int first = Integer.parseInt(parts[0]);
      int second = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return first > major || (first == major && second >= minor);
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /**
   * Returns the standard input of a plugin as libcni builds it ({@code libcni/api.go},
   * buildOneConfig): compact, with sorted keys, with name and version added.
   *
   * @param plugin one of the plugins
   * @param capabilities the values of the runtime; a plugin gets those that it declares
   * @param prevResult the result of the plugin before it, or the cached one
   * @param more further members
   */
  public String stdin(
      ObjectNode plugin,
      Map<String, Object> capabilities,
      Optional<JsonNode> prevResult,
      Map<String, Object> more) {
    ObjectMapper mapper =
        new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    ObjectNode stdin = plugin.deepCopy();
    stdin.put("name", name);
    stdin.put("cniVersion", cniVersion);
    ObjectNode runtimeConfig = mapper.createObjectNode();
    capabilities.forEach((capability, value) -> {
      if (plugin.path("capabilities").path(capability).asBoolean(false)) {
        runtimeConfig.set(capability, mapper.valueToTree(value));
      }
    });
    if (!runtimeConfig.isEmpty()) {
      stdin.set("runtimeConfig", runtimeConfig);
    }
    prevResult.ifPresent(result -> stdin.set("prevResult", result));
    more.forEach((key, value) -> stdin.set(key, mapper.valueToTree(value)));
    try {
      return mapper.writeValueAsString(mapper.treeToValue(stdin, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
