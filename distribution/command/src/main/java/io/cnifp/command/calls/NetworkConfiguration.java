package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.engine.protocol.CniVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A network configuration as an administrator writes it, of one plugin or a list, read as libcni
 * reads it ({@code libcni/conf.go}). Immutable.
 *
 * @param name the network's name
 * @param version the version of the CNI specification
 * @param disableCheck whether it disables CHECK
 * @param disableGc whether it disables GC
 * @param plugins the configurations of the plugins, in order
 */
public record NetworkConfiguration(
    String name,
    SpecVersion version,
    boolean disableCheck,
    boolean disableGc,
    List<ObjectNode> plugins) {
  private static final String PLUGINS = "plugins";
  private static final String ONLY_INLINED = "loadOnlyInlinedPlugins";

  /**
   * Reads a configuration from a file. A list also has the plugins of {@code NAME/*.conf} beside
   * the file, after its own, unless it says {@code loadOnlyInlinedPlugins}.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a file is no configuration; the message continues "the
   *     configuration"
   */
  public static NetworkConfiguration load(Path file) throws IOException {
    ObjectNode object = object(Files.readString(file));
    NetworkConfiguration network = of(object);
    List<ObjectNode> plugins = new ArrayList<>(network.plugins);
    if (isList(object, plugins) && !flag(object, ONLY_INLINED)) {
      plugins.addAll(beside(file, network.name));
    }
    if (plugins.isEmpty()) {
      throw new IllegalArgumentException("has no plugins");
    }
    return network.with(plugins);
  }

  /**
   * Parses a configuration or a list; a list may have no plugin of its own.
   *
   * @throws IllegalArgumentException if it is neither; the message continues "the configuration"
   */
  public static NetworkConfiguration parse(String document) {
    return of(object(document));
  }

  private static boolean isList(ObjectNode object, List<ObjectNode> inlined) {
    return object.has(PLUGINS) || inlined.isEmpty();
  }

  private static NetworkConfiguration of(ObjectNode object) {
    JsonNode name = object.path("name");
    if (name.isMissingNode() || name.asText().isEmpty()) {
      throw new IllegalArgumentException("has no name");
    }
    if (!name.isTextual()) {
      throw new IllegalArgumentException("has a name that is not a string");
    }
    boolean single = !object.has(PLUGINS) && object.has("type");
    return new NetworkConfiguration(
        name.asText(),
        single ? version(object) : newestKnown(object),
        !single && flag(object, "disableCheck"),
        !single && flag(object, "disableGC"),
        single ? List.of(plugin(object)) : inlined(object));
  }

  private NetworkConfiguration with(List<ObjectNode> all) {
    return new NetworkConfiguration(name, version, disableCheck, disableGc, List.copyOf(all));
  }

  private static ObjectNode object(String document) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(document);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr(), e);
    }
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("must be a JSON object");
  }

  private static SpecVersion version(ObjectNode object) {
    JsonNode version = object.path("cniVersion");
    if (version.isMissingNode()) {
      return SpecVersion.parse("");
    }
    if (!version.isTextual()) {
      throw new IllegalArgumentException("has a cniVersion that is not a string");
    }
    return parsed("cniVersion", version.asText());
  }

  /** Returns the highest of {@code cniVersions} and {@code cniVersion} that libcni knows. */
  private static SpecVersion newestKnown(ObjectNode object) {
    SpecVersion own = version(object);
    JsonNode versions = object.path("cniVersions");
    if (versions.isMissingNode()) {
      return own;
    }
    if (!versions.isArray()) {
      throw new IllegalArgumentException("has cniVersions that are not a list");
    }
    SpecVersion latest = SpecVersion.parse(CniVersions.LATEST);
    TreeSet<SpecVersion> known = new TreeSet<>();
    if (!own.text().isEmpty() && own.compareTo(latest) <= 0) {
      known.add(own);
    }
    for (JsonNode each : versions) {
      if (!each.isTextual()) {
        throw new IllegalArgumentException("has cniVersions of which one is not a string");
      }
      SpecVersion version = parsed("cniVersions", each.asText());
      if (version.compareTo(latest) <= 0) {
        known.add(version);
      }
    }
    return known.isEmpty() ? own : known.last();
  }

  private static SpecVersion parsed(String key, String text) {
    try {
      return SpecVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has the wrong " + key + ": " + e.getMessage(), e);
    }
  }

  /** Returns a flag, which may also be written as text. */
  private static boolean flag(ObjectNode object, String key) {
    JsonNode value = object.path(key);
    String text = value.isTextual() ? value.asText().toLowerCase(Locale.ROOT) : "";
    if (value.isBoolean() || text.equals("true") || text.equals("false")) {
      return value.asBoolean(text.equals("true"));
    }
    if (value.isMissingNode()) {
      return false;
    }
    throw new IllegalArgumentException("has a " + key + " that is neither true nor false");
  }

  private static List<ObjectNode> inlined(ObjectNode object) {
    JsonNode plugins = object.path(PLUGINS);
    if (plugins.isMissingNode()) {
      if (flag(object, ONLY_INLINED)) {
        throw new IllegalArgumentException("has no plugins, although " + ONLY_INLINED + " is true");
      }
      return List.of();
    }
    if (!plugins.isArray()) {
      throw new IllegalArgumentException("has plugins that are not a list");
    }
    if (plugins.isEmpty()) {
      throw new IllegalArgumentException("has an empty list of plugins");
    }
    List<ObjectNode> all = new ArrayList<>();
    plugins.forEach(plugin -> all.add(plugin(plugin)));
    return List.copyOf(all);
  }

  private static ObjectNode plugin(JsonNode json) {
    if (json instanceof ObjectNode plugin
        && plugin.path("type").isTextual()
        && !plugin.path("type").asText().isEmpty()) {
      return plugin;
    }
    throw new IllegalArgumentException("has a plugin without a type");
  }

  /** Reads the plugins in the directory of the network's name, in the order of their files. */
  private static List<ObjectNode> beside(Path file, String name) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling(name);
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files =
          entries
              .filter(each -> each.toString().endsWith(".conf") && !Files.isDirectory(each))
              .sorted()
              .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    List<ObjectNode> plugins = new ArrayList<>();
    for (Path each : files) {
      try {
        plugins.add(plugin(object(Files.readString(each))));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "has the plugin " + each + ", which " + e.getMessage(), e);
      } catch (IOException e) {
        throw new IllegalArgumentException("has the plugin " + each + ", which cannot be read", e);
      }
    }
    return plugins;
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
    stdin.put("cniVersion", version.text());
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
