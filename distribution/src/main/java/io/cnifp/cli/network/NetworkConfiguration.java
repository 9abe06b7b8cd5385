package io.cnifp.cli.network;

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
 * A network as an administrator writes it: one plugin, or a list of them.
 *
 * @param name the network's name
 * @param cniVersion its spec version
 * @param disableCheck whether it says that CHECK isn't to be called
 * @param plugins the configuration of each plugin, in their order
 */
public record NetworkConfiguration(
    String name, String cniVersion, boolean disableCheck, List<ObjectNode> plugins) {
  private static final String DEFAULT_VERSION = "0.1.0";

  /**
   * Reads a configuration or a list.
   *
   * @throws IllegalArgumentException if it is neither; the message says what was expected
   */
  public static NetworkConfiguration parse(String document) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(document);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "isn't JSON at line " + at.getLineNr() + ", column " + at.getColumnNr(), e);
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

  /** Whether libcni would call CHECK: since 0.4.0, unless it is told not to. */
  boolean isChecked() {
    return !disableCheck && isAtLeast(0, 4);
  }

  /** Whether its version is this one or a later one. */
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
   * What a plugin gets on standard input, laid out as libcni does: compact, the keys sorted, name
   * and version put in ({@code libcni/api.go}, buildOneConfig).
   *
   * @param plugin one of the plugins
   * @param capabilities what the runtime has to say; a plugin gets what it declares
   * @param prevResult the result of the plugin before it, or the kept one
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
