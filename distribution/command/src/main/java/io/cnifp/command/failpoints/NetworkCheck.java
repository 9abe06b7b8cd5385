package io.cnifp.command.failpoints;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.failpointfile.InlinePoints;
import io.cnifp.engine.source.FailpointSettings;
import io.cnifp.engine.source.FailpointSources;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the problems in what a network configuration says to cni-fp. */
public final class NetworkCheck {
  private static final String DELEGATE = "delegate";

  private final FileCheck check;

  /** Creates a check; the other one knows the actions. */
  NetworkCheck(FileCheck check) {
    this.check = check;
  }

  /** Returns whether a document is a network configuration rather than a failpoint file. */
  static boolean isNetwork(JsonObject document) {
    return document.get("plugins").filter(JsonArray.class::isInstance).isPresent()
        || (document.get("type").filter(JsonString.class::isInstance).isPresent()
            && (document.get("name").isPresent()
                || document.get("cniVersion").isPresent()
                || document.getIgnoringCase(FailpointSettings.KEY).isPresent()));
  }

  /** Returns whether a type is the name of a launcher. */
  public static boolean isLauncher(String type) {
    return type.matches("cni-.+-fp");
  }

  /** Returns whether the delegate of a plugin is named by a key that is not ours any more. */
  public static boolean hasOwnDelegate(JsonObject plugin, FailpointSettings settings) {
    return settings.delegate().isEmpty()
        && plugin.getIgnoringCase(DELEGATE).filter(value -> !value.isNull()).isPresent();
  }

  /** Returns the warning about such a key. */
  public static String ownDelegate(String type) {
    return "the key delegate is the plugin's own and is passed on to it as it is; what "
        + type
        + " delegates to is named by \"failpoint\": {\"delegate\": ...}";
  }

  /**
   * Reads the settings of a plugin; none if it has none.
   *
   * @throws JsonException if something in them is wrong
   */
  public static FailpointSettings settings(JsonObject plugin) {
    Optional<JsonValue> key =
        plugin.getIgnoringCase(FailpointSettings.KEY).filter(value -> !value.isNull());
    FailpointSettings settings =
        FailpointSettings.of(key.isPresent() ? key.get().asObject() : JsonObject.of());
    if (settings.delegate().isPresent() && delegate(settings.delegate().get()).isEmpty()) {
      throw settings
          .delegate()
          .get()
          .error("a delegate's name, or an object whose type is the name, was expected");
    }
    if (settings.delegate().orElse(plugin) instanceof JsonObject configuration) {
      Optional<JsonValue> version =
          configuration.getIgnoringCase("cniVersion").filter(value -> !value.isNull());
      if (version.isPresent() && !(version.get() instanceof JsonString)) {
        throw version.get().error("a string was expected as cniVersion");
      }
    }
    return settings;
  }

  /** Returns the name of a delegate; empty text if the value names none. */
  public static String delegate(JsonValue value) {
    JsonValue name =
        value instanceof JsonObject object ? object.getIgnoringCase("type").orElse(value) : value;
    return name instanceof JsonString text ? text.asText() : "";
  }

  /** Returns the problems of a configuration, in its order. */
  List<Problem> check(JsonObject network) {
    List<Problem> problems = new ArrayList<>();
    boolean ours = false;
    for (JsonObject plugin : plugins(network)) {
      String type =
          plugin
              .get("type")
              .map(value -> value instanceof JsonString t ? t.asText() : "")
              .orElse("");
      if (isLauncher(type)) {
        ours = true;
        plugin(plugin, type, problems);
      }
    }
    if (!ours) {
      problems.add(Problem.warning("", -1, "no plugin of this network configuration uses cni-fp"));
    }
    return problems;
  }

  private static List<JsonObject> plugins(JsonObject network) {
    if (!(network.get("plugins").orElse(network) instanceof JsonArray list)) {
      return List.of(network);
    }
    List<JsonObject> plugins = new ArrayList<>();
    for (JsonValue element : list.elements()) {
      if (element instanceof JsonObject plugin) {
        plugins.add(plugin);
      }
    }
    return plugins;
  }

  private void plugin(JsonObject plugin, String type, List<Problem> problems) {
    FailpointSettings settings;
    try {
      settings = settings(plugin);
    } catch (JsonException e) {
      problems.add(Problem.error("", e.offset(), e.expected()));
      return;
    }
    if (hasOwnDelegate(plugin, settings)) {
      int offset = plugin.getIgnoringCase(DELEGATE).orElseThrow().start();
      problems.add(Problem.warning("", offset, ownDelegate(type)));
    }
    try {
      var _ = FailpointSources.configured(settings);
    } catch (CniException e) {
      problems.add(Problem.error("", plugin.start(), e.error().message()));
    }
    if (settings.points().isPresent()) {
      points(settings.points().get(), problems);
    }
  }

  private void points(JsonObject points, List<Problem> problems) {
    List<Problem> found = check.members(points);
    if (found.stream().noneMatch(problem -> problem.severity() == Problem.Severity.error)) {
      try {
        var _ = new InlinePoints(points, () -> 0, InstantSource.system()).read();
      } catch (CniException e) {
        found.add(Problem.error("", points.start(), e.error().message()));
      }
    }
    problems.addAll(found);
  }
}
